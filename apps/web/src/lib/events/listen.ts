import { apiPrefix, eventTypes, type KoppelEvent, type Run } from '@koppel/contracts';
import type { QueryClient } from '@tanstack/react-query';
import { readEvent, touched, withProgress } from './event.js';
import { createRefresher } from './refresher.js';

/** A browser gives up for good when the server refuses the stream, so it is opened again from here. */
const REOPEN_MS = 5000;

/** Follows the server's events and tells whether they come in; gives the way to stop. */
export function listen(queryClient: QueryClient, report: (isLive: boolean) => void): () => void {
  const refresher = createRefresher(queryClient);
  const take = (event: KoppelEvent) => {
    applyProgress(queryClient, event);
    refresher.touch(touched[event.type]);
  };
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
    refresher.stop();
    source.close();
  };
}

function applyProgress(queryClient: QueryClient, event: KoppelEvent): void {
  if (!('runId' in event.data)) return;
  queryClient.setQueryData<Run>(['getRun', { runId: event.data.runId }], (run) => run && withProgress(run, event));
}
