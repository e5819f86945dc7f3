import type { Flow, Preview } from '@koppel/contracts';
import { Alert, Button, Progress, Row, Stack, Text } from '@koppel/ui';
import { flowTitle } from '../flow/flow-title.js';
import { formatCount } from '../format/format.js';
import { ProblemAlert } from '../page/problem-alert.js';
import { PreviewResult } from './preview-result.js';
import { texts } from './texts.js';
import { hasEnded, usePreview } from './use-preview.js';

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
      {run?.state === 'waiting' && run.reason && <Alert tone="info">{texts.waiting(run.reason)}</Alert>}
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
        {preview.run.reason ?? texts.failed}
      </Alert>
    );
  }
  return <PreviewResult preview={preview} />;
}
