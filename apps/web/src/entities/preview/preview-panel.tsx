import type { Flow, Preview, Run } from '@koppel/contracts';
import { Alert, Button, Progress, Row, Stack, Text } from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { apiQuery, useOperation } from '../../shared/api/queries.js';
import { formatCount } from '../../shared/format/format.js';
import { ProblemAlert } from '../../shared/page/query-view.js';
import { flowTitle } from '../flow/flow-title.js';
import { reasonText } from '../../shared/page/reason.js';
import { PreviewResult } from './preview-result.js';
import { texts } from './texts.js';

/** Shows for real records of a flow what a run would create and change, with nothing written. */
export function PreviewPanel({ flow }: { flow: Pick<Flow, 'id' | 'key' | 'title'> }) {
  const { preview, isRunning, isStarting, isCancelling, error, start, cancel } = usePreview(flow);
  const isDone = preview !== undefined && hasEnded(preview.run);
  return (
    <Stack>
      {!isDone && !isRunning && (
        <Text tone="soft" size="sm">
          {texts.introduction}
        </Text>
      )}
      {!isRunning && (
        <Row>
          <Button size="sm" isBusy={isStarting} onClick={start} aria-label={texts.startNamed(flowTitle(flow))}>
            {isDone ? texts.again : texts.start}
          </Button>
        </Row>
      )}
      <div aria-live="polite">
        {isRunning && <Running preview={preview} isCancelling={isCancelling} onCancel={cancel} />}
        {isDone && <Outcome preview={preview} />}
      </div>
      <ProblemAlert error={error} />
    </Stack>
  );
}

function Running(props: { preview: Preview | undefined; isCancelling: boolean; onCancel: () => void }) {
  const { preview, isCancelling, onCancel } = props;
  const run = preview?.run;
  const percent = preview && preview.limit > 0 ? (preview.run.counts.read / preview.limit) * 100 : 0;
  return (
    <Stack gap="sm">
      <Text size="sm">{texts.running}</Text>
      <Progress label={texts.running} percent={percent > 0 ? percent : null} />
      {run?.state === 'waiting' && run.reason && <Alert tone="info">{texts.waiting(reasonText(run.reason))}</Alert>}
      <Row>
        <Button size="sm" isBusy={isCancelling} onClick={onCancel}>
          {texts.cancel}
        </Button>
        {run && run.counts.read > 0 && (
          <Text tone="soft" size="sm">
            {texts.looked(formatCount(run.counts.read))}
          </Text>
        )}
      </Row>
    </Stack>
  );
}

function Outcome({ preview }: { preview: Preview }) {
  if (preview.run.state === 'cancelled') return <Alert tone="info">{texts.cancelled}</Alert>;
  if (preview.run.state === 'failed') {
    return (
      <Alert tone="danger" title={texts.failedTitle}>
        {preview.run.reason ? reasonText(preview.run.reason) : texts.failed}
      </Alert>
    );
  }
  return <PreviewResult preview={preview} />;
}

const POLL_MS = 1200;

export function hasEnded({ state }: Pick<Run, 'state'>): boolean {
  return state === 'completed' || state === 'failed' || state === 'cancelled';
}

/** Starts a preview of a flow and follows it; one that is under way already is taken up. */
export function usePreview(flow: Pick<Flow, 'id'>) {
  const [startedId, setStartedId] = useState<string>();
  const latest = useQuery(apiQuery('listRuns', { flowId: flow.id, kind: 'preview', limit: 1 }));
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
    start: () => start.mutate({ flowId: flow.id, kind: 'preview', fromStart: true }),
    cancel: () => runId && cancel.mutate({ runId }),
  };
}
