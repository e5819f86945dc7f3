import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { startTransition, StrictMode } from 'react';
import type { Root } from 'react-dom/client';
import { queryClient, router } from './router.js';

/** Shows the page of the address. Until it is loaded, its frame from index.html stands in its place. */
export async function show(root: Root): Promise<void> {
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
