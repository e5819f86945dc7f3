import type { RecordAction, RecordExplanation, RecordOutcome } from '@koppel/contracts';
import { Alert, Button, type Tone } from '@koppel/ui';
import { Link } from '@tanstack/react-router';
import type { Reply } from '../../shared/api/call.js';
import { formatInstant, formatInterval, formatMoment } from '../../shared/format/format.js';
import { Reason } from '../../shared/page/reason.js';
import { texts } from './texts.js';

const tones: Record<RecordExplanation['code'], Tone> = {
  synced: 'good',
  linked_by_hand: 'info',
  done_by_hand: 'info',
  withdrawn: 'neutral',
  filtered: 'neutral',
  skipped_by_person: 'neutral',
  issue_open: 'danger',
  issue_held: 'warning',
  issue_retrying: 'info',
  write_open: 'warning',
  requested: 'info',
  flow_paused: 'warning',
  flow_failed: 'danger',
  connection_needs_attention: 'danger',
  run_waiting: 'warning',
};

const delivered: readonly RecordOutcome[] = ['created', 'updated', 'unchanged'];

/** The answer to "why is this not synced?", with what to do about it. */
export function Explanation({ data: { record, explanation } }: { data: Reply<'getRecord'> }) {
  const { code, reason, issueId, nextRunAt, flowState, linkedByHand, comparison } = explanation;
  const explanationTexts = texts.explanations[code];
  const isDelivered = delivered.includes(record.outcome);
  return (
    <section aria-labelledby="explanation" className="grid gap-3">
      <h2 id="explanation" className="text-lg font-semibold">
        {isDelivered ? texts.isIt : texts.why}
      </h2>
      <Alert
        tone={tones[code]}
        title={explanationTexts.title}
        actions={<Ways code={code} issueId={issueId} runId={record.runId} integrationId={record.integrationId} />}
      >
        <div className="grid gap-1">
          {isDelivered && code !== 'synced' && !linkedByHand && <p>{texts.deliveredBefore}</p>}
          {linkedByHand && <p>{whatWasSaid(linkedByHand)}</p>}
          <p>{explanationTexts.meaning}</p>
          {comparison && <p>{howRecent(comparison)}</p>}
          {reason && (
            <p>
              <Reason reason={reason} />
            </p>
          )}
          {flowState && code !== 'flow_paused' && <p>{texts.flowStates[flowState]}</p>}
          <p>
            {explanationTexts.todo} {nextRunAt && texts.nextRun(formatMoment(nextRunAt))}
          </p>
        </div>
      </Alert>
    </section>
  );
}

/** Up to when it is known to be as it is at the source. */
function howRecent({ readAt, deletions }: NonNullable<RecordExplanation['comparison']>): string {
  const said = [
    readAt !== null && texts.readAt(formatMoment(readAt)),
    deletions && texts.deletions(formatInterval(deletions.everyMs), formatMoment(deletions.checkedAt)),
  ];
  return said.filter(Boolean).join(' ');
}

function whatWasSaid({ kind, byName, at, targetNumber }: RecordAction): string {
  const say = kind === 'done' ? texts.doneByHand : texts.linkedByHand;
  return say(byName, formatInstant(at), targetNumber);
}

interface WaysProps {
  code: RecordExplanation['code'];
  issueId: string | null;
  runId: string;
  integrationId: string;
}

/** Links to continue, the most useful first. */
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
