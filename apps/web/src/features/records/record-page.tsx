import { entityKindSchema } from '@koppel/contracts';
import { Card, FactList, Stack, TextLink } from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useFlowNames } from '../../entities/flow/flow-filter.js';
import { entityLabels } from '../../entities/flow/flow-title.js';
import { OrdersTaken } from '../../entities/flow/orders-taken.js';
import { OutcomeBadge } from '../../entities/record/record.js';
import type { Reply } from '../../shared/api/call.js';
import { apiQuery } from '../../shared/api/queries.js';
import { usePollMs } from '../../shared/events/live-updates.js';
import { capital, formatMoment } from '../../shared/format/format.js';
import { Page } from '../../shared/page/page.js';
import { QueryView } from '../../shared/page/query-view.js';
import { AttemptData } from './attempt-data.js';
import { RecordActions } from './record-actions.js';
import { Explanation } from './record-explanation.js';
import { RelatedRecords } from './record-related.js';
import { RecordSides } from './record-sides.js';
import { RecordTimeline } from './record-timeline.js';
import { texts } from './texts.js';

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
  const name = useFlowNames().nameOf(flowId);
  const key = query.data?.record.naturalKey || sourceKey;
  return (
    <Page
      title={texts.heading(capital(entityLabels[kind].one), key)}
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
  const shown = data.attempts.find(({ id }) => id === chosen);
  const flowEntity = useFlowNames().nameOf(data.record.flowId)?.entity;
  const isOfFlow = flowEntity === undefined || flowEntity === data.record.entity;
  return (
    <Stack gap="lg">
      <Explanation data={data} />
      <RecordSides data={data} />
      <RelatedRecords data={data} />
      <Stack columns="beside" gap="lg">
        <RecordTimeline data={data} shownId={chosen} />
        <Stack>
          <RecordActions record={data.record} isOfFlow={isOfFlow} linkedByHand={data.explanation.linkedByHand} />
          <Facts data={data} />
        </Stack>
      </Stack>
      {shown && <AttemptData key={shown.id} attempt={shown} />}
    </Stack>
  );
}

function Facts({ data: { record } }: { data: Reply<'getRecord'> }) {
  const name = useFlowNames().nameOf(record.flowId);
  const facts = [
    ...(name ? [{ label: texts.flow, value: `${name.integration} · ${name.flow}` }] : []),
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
