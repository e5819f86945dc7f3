import type { RecordAction, RecordAttempt, RecordOutcome } from '@koppel/contracts';
import { Button, Card, Disclosure, Text, TextLink, Timeline, type TimelineEntry } from '@koppel/ui';
import { Link } from '@tanstack/react-router';
import { documentName, OutcomeBadge, outcomeTones } from '../../entities/record/record.js';
import { startLabel } from '../../entities/run/texts.js';
import type { Reply } from '../../shared/api/call.js';
import { formatAmount, formatInstant } from '../../shared/format/format.js';
import { Reason, reasonText } from '../../shared/page/reason.js';
import { attemptDataId } from './attempt-data.js';
import { texts } from './texts.js';
import { timelineOf } from './timeline.js';

/** Entries that are shown at once; older ones are folded. */
const maxNewest = 5;

/** What was done with a record, by whom or by which run. `shownId`: the attempt whose data is shown. */
export function RecordTimeline({ data, shownId }: { data: Reply<'getRecord'>; shownId: string | undefined }) {
  const entries = timelineOf(data.attempts, data.actions).map((item) =>
    item.kind === 'attempt'
      ? attemptEntry(item.attempt, { shownId, isAnswer: isAnswer(item.attempt, data) })
      : actionEntry(item.action),
  );
  const [newest, older] = [entries.slice(0, maxNewest), entries.slice(maxNewest)];
  return (
    <Card title={texts.timelineTitle} description={texts.timelineHelp}>
      <Timeline label={texts.timelineTitle} entries={newest} />
      {older.length > 0 && (
        <Disclosure label={texts.older(older.length)} mustOpen={older.some(({ id }) => id === shownId)}>
          <Timeline label={texts.older(older.length)} entries={older} />
        </Disclosure>
      )}
    </Card>
  );
}

/** Its reason stands above the timeline already. */
function isAnswer({ id, reason }: RecordAttempt, { attempts, explanation }: Reply<'getRecord'>): boolean {
  const said = explanation.reason;
  return id === attempts[0]?.id && said !== null && reason !== null && reasonText(reason) === reasonText(said);
}

interface Shown {
  shownId: string | undefined;
  isAnswer: boolean;
}

function attemptEntry(attempt: RecordAttempt, { shownId, isAnswer: isSaid }: Shown): TimelineEntry {
  return {
    id: attempt.id,
    tone: outcomeTones[attempt.outcome],
    title: <AttemptTitle attempt={attempt} />,
    when: formatInstant(attempt.at),
    isCurrent: attempt.id === shownId,
    content: (
      <div className="grid gap-1">
        <DocumentSentence attempt={attempt} />
        {attempt.reason && (isSaid ? <span>{texts.reasonAbove}</span> : <Reason reason={attempt.reason} />)}
        {attempt.notes?.map((note) => (
          <Reason key={reasonText(note)} reason={note} />
        ))}
        {attempt.times > 1 && <span>{texts.times(attempt.times, formatInstant(attempt.firstAt))}</span>}
        <ShowAttempt attempt={attempt} isShown={attempt.id === shownId} />
      </div>
    ),
  };
}

const documentWas: Partial<Record<RecordOutcome, (document: string, amount: string) => string>> = texts.documentWas;

/** What was done with which document: `Sales invoice 1002 of € 9.48 was created`. */
function DocumentSentence({ attempt: { outcome, document } }: { attempt: RecordAttempt }) {
  const say = documentWas[outcome];
  if (!document || !say) return null;
  const { total: amount, currency } = document;
  return <span className="text-ink">{say(documentName(document), formatAmount({ amount, currency }))}</span>;
}

/** What a person decided about the record, and who. */
function actionEntry({ kind, at, byName, targetKey, targetNumber }: RecordAction): TimelineEntry {
  return {
    id: `${kind} ${at}`,
    tone: 'info',
    title: <span className="font-medium">{texts.actionKinds[kind]}</span>,
    when: formatInstant(at),
    content: (
      <div className="grid gap-1">
        <span>{texts.actionBy(byName)}</span>
        {targetKey !== null && <span>{texts.actionTarget(targetKey, targetNumber)}</span>}
      </div>
    ),
  };
}

function AttemptTitle({ attempt }: { attempt: RecordAttempt }) {
  return (
    <span className="flex flex-wrap items-center gap-2">
      <OutcomeBadge outcome={attempt.outcome} />
      <TextLink>
        <Link to="/runs/$runId" params={{ runId: attempt.runId }}>
          {texts.byRun(startLabel(attempt))}
        </Link>
      </TextLink>
    </span>
  );
}

function ShowAttempt({ attempt, isShown }: { attempt: RecordAttempt; isShown: boolean }) {
  const { flowId, entity, sourceKey } = attempt;
  if (isShown) {
    return (
      <Text tone="soft" size="sm">
        {texts.shown}
      </Text>
    );
  }
  return (
    <span>
      <Button size="sm" asChild>
        <Link
          to="/records/$flowId/$entity/$sourceKey"
          params={{ flowId, entity, sourceKey }}
          search={{ attempt: attempt.id }}
          hash={attemptDataId}
          aria-label={texts.showOf(formatInstant(attempt.at))}
          resetScroll={false}
          replace
        >
          {texts.show}
        </Link>
      </Button>
    </span>
  );
}
