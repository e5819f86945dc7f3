import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { startTransition, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient, router } from './router.js';
import './styles.css';

const element = document.getElementById('root');
if (!element) throw new Error('index.html has no element with the id "root"');
const root = createRoot(element);

/** Until the page of the address is loaded, its frame from index.html stands in its place. */
async function show(): Promise<void> {
  await router.load();
  // In a transition React works in small pieces, so that the page answers meanwhile.
  startTransition(() =>
    root.render(
      <StrictMode>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </StrictMode>,
    ),
  );
}

// Not awaited: what the page still loads waits for this file.
void show();
