import type { RecordExplanation, RecordOutcome } from '@koppel/contracts';
import { Alert, Button, type Tone } from '@koppel/ui';
import { Link } from '@tanstack/react-router';
import type { Reply } from '../../lib/api/call.js';
import { formatMoment } from '../../lib/format/format.js';
import { Reason } from '../../lib/record/reason.js';
import { texts } from './texts.js';

const tones: Record<RecordExplanation['code'], Tone> = {
  synced: 'good',
  filtered: 'neutral',
  skipped_by_person: 'neutral',
  issue_open: 'danger',
  issue_held: 'warning',
  issue_retrying: 'info',
  write_open: 'warning',
  flow_paused: 'warning',
  flow_failed: 'danger',
  connection_needs_attention: 'danger',
  run_waiting: 'warning',
};

const delivered: readonly RecordOutcome[] = ['created', 'updated', 'unchanged'];

/** The answer to "why is this not synced?", with what to do about it. */
export function Explanation({ data: { record, explanation } }: { data: Reply<'getRecord'> }) {
  const { code, reason, issueId, nextRunAt, flowState } = explanation;
  const words = texts.explanations[code];
  const isDelivered = delivered.includes(record.outcome);
  return (
    <section aria-labelledby="explanation" className="grid gap-3">
      <h2 id="explanation" className="text-lg font-semibold">
        {isDelivered ? texts.isIt : texts.why}
      </h2>
      <Alert
        tone={tones[code]}
        title={words.title}
        actions={<Ways code={code} issueId={issueId} runId={record.runId} integrationId={record.integrationId} />}
      >
        <div className="grid gap-1">
          {isDelivered && code !== 'synced' && <p>{texts.deliveredBefore}</p>}
          <p>{words.meaning}</p>
          {reason && (
            <p>
              <Reason>{reason}</Reason>
            </p>
          )}
          {flowState && code !== 'flow_paused' && <p>{texts.flowStates[flowState]}</p>}
          <p>
            {words.todo} {nextRunAt && texts.nextRun(formatMoment(nextRunAt))}
          </p>
        </div>
      </Alert>
    </section>
  );
}

interface WaysProps {
  code: RecordExplanation['code'];
  issueId: string | null;
  runId: string;
  integrationId: string;
}

/** Where to go on; the most useful way first. */
function Ways({ code, issueId, runId, integrationId }: WaysProps) {
  const isOfFlow = code === 'flow_paused' || code === 'filtered' || code === 'write_open';
  return (
    <>
      {issueId && (
        <Button size="sm" asChild>
          <Link to="/issues/$issueId" params={{ issueId }}>
            {texts.toIssue}
          </Link>
        </Button>
      )}
      {code === 'connection_needs_attention' && (
        <Button size="sm" asChild>
          <Link to="/connections">{texts.toConnections}</Link>
        </Button>
      )}
      {isOfFlow && (
        <Button size="sm" asChild>
          <Link to="/integrations/$integrationId" params={{ integrationId }}>
            {texts.toFlow}
          </Link>
        </Button>
      )}
      <Button size="sm" asChild>
        <Link to="/runs/$runId" params={{ runId }}>
          {texts.toRun}
        </Link>
      </Button>
    </>
  );
}
