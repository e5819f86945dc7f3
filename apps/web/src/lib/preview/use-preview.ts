import type { Flow, Run } from '@koppel/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { apiQuery, useOperation } from '../api/queries.js';

const POLL_MS = 1200;

export function hasEnded({ state }: Pick<Run, 'state'>): boolean {
  return state === 'completed' || state === 'failed' || state === 'cancelled';
}

/** Starts a preview of a flow and follows it; one that is under way already is taken up. */
export function usePreview(flow: Pick<Flow, 'id'>) {
  const [startedId, setStartedId] = useState<string>();
  const latest = useQuery(apiQuery('listRuns', { flowId: flow.id, trigger: 'preview', limit: 1 }));
  const underWay = latest.data?.items.find((run) => !hasEnded(run));
  const runId = startedId ?? underWay?.id;
  const preview = useQuery({
    ...apiQuery('getPreview', { runId: runId ?? '' }),
    enabled: runId !== undefined,
    refetchInterval: ({ state }) => (state.data && !hasEnded(state.data.run) ? POLL_MS : false),
  });
  const start = useOperation('startRun', { onSuccess: ({ id }) => setStartedId(id) });
  const cancel = useOperation('cancelRun', { refreshes: ['getPreview'] });
  const isRunning = runId !== undefined && !preview.isError && !(preview.data && hasEnded(preview.data.run));
  return {
    preview: runId === undefined ? undefined : preview.data,
    isRunning,
    isStarting: start.isPending,
    isCancelling: cancel.isPending,
    error: start.error ?? cancel.error ?? (runId === undefined ? null : preview.error),
    start: () => start.mutate({ flowId: flow.id, trigger: 'preview', fromStart: true }),
    cancel: () => runId && cancel.mutate({ runId }),
  };
}
