import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';

/** Earlier events are covered by the first reads of the page. */
const LISTEN_AFTER_MS = 1000;

const LiveContext = createContext({ isLive: false, stop: () => {} });

/** Polling interval of a page: long while the event stream is open, short while it is not. */
export function usePollMs(often: number, seldom: number): number {
  return useContext(LiveContext).isLive ? seldom : often;
}

/** Ends the event stream, before its session ends: a browser would open it again, and be refused. */
export function useStopLiveUpdates(): () => void {
  return useContext(LiveContext).stop;
}

/** Keeps the queries below it up to date by the server's events; REST remains the source of truth. */
export function LiveUpdates({ children }: { children: ReactNode }) {
  const queryClient = useQueryClient();
  const [isLive, setIsLive] = useState(false);
  const stopping = useRef(() => {});
  useEffect(() => {
    stopping.current = listenSoon(queryClient, setIsLive);
    return () => stopping.current();
  }, [queryClient]);
  const live = useMemo(() => ({ isLive, stop: () => stopping.current() }), [isLive]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

/** The event listener is loaded after the page. */
function listenSoon(queryClient: QueryClient, report: (isLive: boolean) => void): () => void {
  let isOver = false;
  let stop: (() => void) | undefined;
  const begin = () =>
    import('./listen.js').then(
      ({ listen }) => {
        if (!isOver) stop = listen(queryClient, report);
      },
      // Without it the pages poll.
      () => report(false),
    );
  const timer = setTimeout(() => void begin(), LISTEN_AFTER_MS);
  return () => {
    isOver = true;
    clearTimeout(timer);
    stop?.();
  };
}
