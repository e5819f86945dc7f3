import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';

/** What happens before is in what the page reads after it. */
const LISTEN_AFTER_MS = 1000;

const LiveContext = createContext(false);

/** How often a page asks by itself: seldom while events come in, often while they do not. */
export function usePollMs(often: number, seldom: number): number {
  return useContext(LiveContext) ? seldom : often;
}

/** Keeps the queries below it up to date by the server's events. REST stays the truth. */
export function LiveUpdates({ children }: { children: ReactNode }) {
  const queryClient = useQueryClient();
  const [isLive, setIsLive] = useState(false);
  useEffect(() => listenSoon(queryClient, setIsLive), [queryClient]);
  return <LiveContext value={isLive}>{children}</LiveContext>;
}

/** What reads events comes after the page that they keep up to date. */
function listenSoon(queryClient: QueryClient, report: (isLive: boolean) => void): () => void {
  let isOver = false;
  let stop: (() => void) | undefined;
  const begin = () =>
    import('./listen.js').then(
      ({ listen }) => {
        if (!isOver) stop = listen(queryClient, report);
      },
      // Without it the pages ask by themselves.
      () => report(false),
    );
  const timer = setTimeout(() => void begin(), LISTEN_AFTER_MS);
  return () => {
    isOver = true;
    clearTimeout(timer);
    stop?.();
  };
}
