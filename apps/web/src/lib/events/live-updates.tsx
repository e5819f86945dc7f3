import { apiPrefix, eventTypes, type KoppelEvent, type OperationId, type Run } from '@koppel/contracts';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import { refresh } from '../api/queries.js';
import { readEvent, touched, withProgress } from './event.js';

const LiveContext = createContext(false);

/** Events come in bursts; what they touch is read again once per burst. */
const GATHER_MS = 400;

/** How often a page asks by itself: seldom while events come in, often while they do not. */
export function usePollMs(often: number, seldom: number): number {
  return useContext(LiveContext) ? seldom : often;
}

/** Keeps the queries below it up to date by the server's events. REST stays the truth. */
export function LiveUpdates({ children }: { children: ReactNode }) {
  const queryClient = useQueryClient();
  const [isLive, setIsLive] = useState(false);
  useEffect(() => listen(queryClient, setIsLive), [queryClient]);
  return <LiveContext value={isLive}>{children}</LiveContext>;
}

/** A browser gives up for good when the server refuses the stream, so it is opened again from here. */
const REOPEN_MS = 5000;

function listen(queryClient: QueryClient, report: (isLive: boolean) => void): () => void {
  const take = gather(queryClient);
  let source: EventSource;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wasCut = false;
  const open = () => {
    source = new EventSource(`${apiPrefix}/events`);
    for (const type of eventTypes) {
      source.addEventListener(type, (message: MessageEvent<string>) => {
        const event = readEvent(type, message.data);
        if (event) take(event);
      });
    }
    source.onopen = () => {
      report(true);
      // What happened while the line was cut came as no event.
      if (wasCut) void queryClient.invalidateQueries();
      wasCut = false;
    };
    source.onerror = () => {
      wasCut = true;
      report(false);
      if (source.readyState === EventSource.CLOSED) timer = setTimeout(open, REOPEN_MS);
    };
  };
  open();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}

/** Applies progress at once and reads the rest again in one go per burst. */
function gather(queryClient: QueryClient): (event: KoppelEvent) => void {
  const gathered = new Set<OperationId>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (event) => {
    applyProgress(queryClient, event);
    for (const operationId of touched[event.type]) gathered.add(operationId);
    if (gathered.size === 0 || timer) return;
    timer = setTimeout(() => {
      timer = undefined;
      void refresh(queryClient, [...gathered]);
      gathered.clear();
    }, GATHER_MS);
  };
}

function applyProgress(queryClient: QueryClient, event: KoppelEvent): void {
  if (!('runId' in event.data)) return;
  queryClient.setQueryData<Run>(['getRun', { runId: event.data.runId }], (run) => run && withProgress(run, event));
}
