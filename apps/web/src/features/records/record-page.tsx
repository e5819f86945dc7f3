import { entityKindSchema, type RecordAttempt } from '@koppel/contracts';
import { Button, Card, FactList, Stack, Text, TextLink, Timeline } from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { Reply } from '../../lib/api/call.js';
import { apiQuery } from '../../lib/api/queries.js';
import { usePollMs } from '../../lib/events/live-updates.js';
import { entityWords } from '../../lib/flow/entity-words.js';
import { formatInstant, formatMoment } from '../../lib/format/format.js';
import { Page } from '../../lib/page/page.js';
import { QueryView } from '../../lib/page/query-view.js';
import { useFlowNames } from '../../lib/record/flow-names.js';
import { OutcomeBadge, outcomeTones } from '../../lib/record/outcome-badge.js';
import { Reason } from '../../lib/record/reason.js';
import { triggerWords } from '../../lib/run/texts.js';
import { AttemptData } from './attempt-data.js';
import { Explanation } from './explanation.js';
import { texts } from './texts.js';

const route = getRouteApi('/console/records/$flowId/$entity/$sourceKey');
const OFTEN_MS = 5000;
const SELDOM_MS = 60_000;

/** One record: why it is or is not at the target, what was tried, and the data of each try. */
export function RecordPage() {
  const { flowId, entity, sourceKey } = route.useParams();
  const { attempt } = route.useSearch();
  const kind = entityKindSchema.catch('product').parse(entity);
  const refetchInterval = usePollMs(OFTEN_MS, SELDOM_MS);
  const query = useQuery({ ...apiQuery('getRecord', { flowId, entity: kind, sourceKey }), refetchInterval });
  const word = entityWords[kind].one;
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
    </Page>
  );
}

function RecordDetails({ data, chosen }: { data: Reply<'getRecord'>; chosen: string | undefined }) {
  const shown = data.attempts.find(({ id }) => id === chosen) ?? data.attempts[0];
  return (
    <Stack gap="lg">
      <Explanation data={data} />
      <Stack columns="beside" gap="lg">
        <Attempts attempts={data.attempts} shown={shown} />
        <Facts data={data} />
      </Stack>
      {shown && <AttemptData key={shown.id} attempt={shown} />}
    </Stack>
  );
}

function Facts({ data: { record } }: { data: Reply<'getRecord'> }) {
  const name = useFlowNames().nameOf(record.flowId);
  const facts = [
    ...(name ? [{ label: texts.flow, value: `${name.integration} · ${name.flow}` }] : []),
    ...(record.title ? [{ label: texts.name, value: record.title }] : []),
    { label: texts.sourceKey, value: record.sourceKey },
    { label: texts.targetKey, value: record.targetKey ?? texts.noTarget },
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

function Attempts({ attempts, shown }: { attempts: RecordAttempt[]; shown: RecordAttempt | undefined }) {
  const entries = attempts.map((attempt) => ({
    id: attempt.id,
    tone: outcomeTones[attempt.outcome],
    title: <AttemptTitle attempt={attempt} />,
    when: formatInstant(attempt.at),
    isCurrent: attempt.id === shown?.id,
    content: (
      <div className="grid gap-1">
        {attempt.reason && <Reason>{attempt.reason}</Reason>}
        {attempt.times > 1 && <span>{texts.times(attempt.times, formatInstant(attempt.firstAt))}</span>}
        <ShowAttempt attempt={attempt} isShown={attempt.id === shown?.id} />
      </div>
    ),
  }));
  return (
    <Card title={texts.timelineTitle} description={texts.timelineHelp}>
      <div className="max-h-[32rem] overflow-y-auto">
        <Timeline label={texts.timelineTitle} entries={entries} />
      </div>
    </Card>
  );
}

function AttemptTitle({ attempt }: { attempt: RecordAttempt }) {
  return (
    <span className="flex flex-wrap items-center gap-2">
      <OutcomeBadge outcome={attempt.outcome} />
      <TextLink>
        <Link to="/runs/$runId" params={{ runId: attempt.runId }}>
          {texts.byRun(triggerWords[attempt.trigger])}
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
