import {
  entityKindSchema,
  type RecordAction,
  type RecordAttempt,
  type RecordExplanation,
  type RecordOutcome,
} from '@koppel/contracts';
import {
  Alert,
  Button,
  Card,
  FactList,
  Stack,
  Text,
  TextLink,
  Timeline,
  type TimelineEntry,
  type Tone,
} from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useFlowNames } from '../../entities/flow/flow-filter.js';
import { entityLabels } from '../../entities/flow/flow-title.js';
import { OrdersTaken } from '../../entities/flow/orders-taken.js';
import { OutcomeBadge, outcomeTones, RecordLink } from '../../entities/record/record.js';
import { startLabel } from '../../entities/run/texts.js';
import type { Reply } from '../../shared/api/call.js';
import { apiQuery } from '../../shared/api/queries.js';
import { usePollMs } from '../../shared/events/live-updates.js';
import { formatInstant, formatMoment } from '../../shared/format/format.js';
import { Page } from '../../shared/page/page.js';
import { QueryView } from '../../shared/page/query-view.js';
import { Reason } from '../../shared/page/reason.js';
import { AttemptData } from './attempt-data.js';
import { RecordActions } from './record-actions.js';
import { texts } from './texts.js';
import { timelineOf } from './timeline.js';

const route = getRouteApi('/console/records/$flowId/$entity/$sourceKey');
const OFTEN_MS = 5000;
const SELDOM_MS = 60_000;

/** One record: why it is or is not at the target, its attempts, and the data of each attempt. */
export function RecordPage() {
  const { flowId, entity, sourceKey } = route.useParams();
  const { attempt } = route.useSearch();
  const kind = entityKindSchema.catch('product').parse(entity);
  const refetchInterval = usePollMs(OFTEN_MS, SELDOM_MS);
  const query = useQuery({ ...apiQuery('getRecord', { flowId, entity: kind, sourceKey }), refetchInterval });
  const word = entityLabels[kind].one;
  const name = useFlowNames().nameOf(flowId);
  const key = query.data?.record.naturalKey || sourceKey;
  return (
    <Page
      title={texts.heading(word.charAt(0).toUpperCase() + word.slice(1), key)}
      description={query.data?.record.title}
      trail={
        <TextLink>
          <Link to="/records" search={{}}>
            {texts.toRecords}
          </Link>
        </TextLink>
      }
      badge={query.data && <OutcomeBadge outcome={query.data.record.outcome} />}
    >
      <QueryView query={query}>{(data) => <RecordDetails data={data} chosen={attempt} />}</QueryView>
      {query.error?.code === 'record.not_found' && name && kind === 'order' && <OrdersTaken name={name} />}
    </Page>
  );
}

function RecordDetails({ data, chosen }: { data: Reply<'getRecord'>; chosen: string | undefined }) {
  const shown = data.attempts.find(({ id }) => id === chosen) ?? data.attempts[0];
  const flowEntity = useFlowNames().nameOf(data.record.flowId)?.entity;
  const isOfFlow = flowEntity === undefined || flowEntity === data.record.entity;
  return (
    <Stack gap="lg">
      <Explanation data={data} />
      <Stack columns="beside" gap="lg">
        <RecordTimeline data={data} shown={shown} />
        <Stack>
          <Facts data={data} />
          <Related data={data} />
          <RecordActions record={data.record} isOfFlow={isOfFlow} linkedByHand={data.explanation.linkedByHand} />
        </Stack>
      </Stack>
      {shown && <AttemptData key={shown.id} attempt={shown} />}
    </Stack>
  );
}

function Facts({ data: { record, explanation } }: { data: Reply<'getRecord'> }) {
  const name = useFlowNames().nameOf(record.flowId);
  const facts = [
    ...(name ? [{ label: texts.flow, value: `${name.integration} · ${name.flow}` }] : []),
    ...(record.title ? [{ label: texts.name, value: record.title }] : []),
    { label: texts.sourceKey, value: record.sourceKey },
    {
      label: texts.targetKey,
      value: record.targetKey ?? (explanation.code === 'withdrawn' ? texts.targetGone : texts.noTarget),
    },
    {
      label: texts.lastRun,
      value: (
        <TextLink>
          <Link to="/runs/$runId" params={{ runId: record.runId }}>
            {formatMoment(record.at)}
          </Link>
        </TextLink>
      ),
    },
  ];
  return (
    <Card title={texts.factsTitle}>
      <FactList facts={facts} />
    </Card>
  );
}

/** The credits of an order, or the order of a credit. */
function Related({ data: { record, related = [] } }: { data: Reply<'getRecord'> }) {
  if (related.length === 0) return null;
  return (
    <Card title={record.entity === 'credit' ? texts.itsOrder : texts.itsCredits}>
      <ul className="grid gap-2">
        {related.map((each) => (
          <li key={`${each.flowId} ${each.sourceKey}`} className="flex flex-wrap items-center gap-2">
            <RecordLink record={each}>{each.naturalKey || each.sourceKey}</RecordLink>
            <OutcomeBadge outcome={each.outcome} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function RecordTimeline({ data, shown }: { data: Reply<'getRecord'>; shown: RecordAttempt | undefined }) {
  const entries = timelineOf(data.attempts, data.actions).map((item) =>
    item.kind === 'attempt' ? attemptEntry(item.attempt, shown?.id) : actionEntry(item.action),
  );
  return (
    <Card title={texts.timelineTitle} description={texts.timelineHelp}>
      <div className="max-h-[32rem] overflow-y-auto">
        <Timeline label={texts.timelineTitle} entries={entries} />
      </div>
    </Card>
  );
}

function attemptEntry(attempt: RecordAttempt, shownId: string | undefined): TimelineEntry {
  return {
    id: attempt.id,
    tone: outcomeTones[attempt.outcome],
    title: <AttemptTitle attempt={attempt} />,
    when: formatInstant(attempt.at),
    isCurrent: attempt.id === shownId,
    content: (
      <div className="grid gap-1">
        {attempt.reason && <Reason reason={attempt.reason} />}
        {attempt.times > 1 && <span>{texts.times(attempt.times, formatInstant(attempt.firstAt))}</span>}
        <ShowAttempt attempt={attempt} isShown={attempt.id === shownId} />
      </div>
    ),
  };
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
  const { code, reason, issueId, nextRunAt, flowState, linkedByHand } = explanation;
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
