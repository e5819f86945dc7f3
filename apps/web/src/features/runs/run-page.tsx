import type { Run } from '@koppel/contracts';
import { Alert, Card, FactList, Stack, TextLink } from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { apiQuery } from '../../lib/api/queries.js';
import { usePollMs } from '../../lib/events/live-updates.js';
import { flowTitleOfRun } from '../../lib/flow/flow-title.js';
import { formatCount, formatDuration, formatInstant, formatMoment } from '../../lib/format/format.js';
import { Page } from '../../lib/page/page.js';
import { QueryView } from '../../lib/page/query-view.js';
import { Reason } from '../../lib/record/reason.js';
import { RunBadge } from '../../lib/run/run-badge.js';
import { isActive } from '../../lib/run/run-state.js';
import { triggerWords } from '../../lib/run/texts.js';
import { RunActions } from './run-actions.js';
import { RunLog } from './run-log.js';
import { LeftOut, RunProgress } from './run-progress.js';
import { RunRecords } from './run-records.js';
import { texts } from './texts.js';

const route = getRouteApi('/console/runs/$runId');
const OFTEN_MS = 2000;
const SELDOM_MS = 10_000;

/** One run: how far it is or what came of it, what happened, and its records. */
export function RunPage() {
  const { runId } = route.useParams();
  const { outcome } = route.useSearch();
  const pollMs = usePollMs(OFTEN_MS, SELDOM_MS);
  const run = useQuery({
    ...apiQuery('getRun', { runId }),
    refetchInterval: ({ state }) => (state.data && !isActive(state.data) ? false : pollMs),
  });
  const integrationLink = run.data && (
    <TextLink>
      <Link to="/integrations/$integrationId" params={{ integrationId: run.data.integrationId }}>
        {texts.toIntegration}
      </Link>
    </TextLink>
  );
  return (
    <Page
      title={run.data ? texts.runOf(flowTitleOfRun(run.data)) : texts.run}
      trail={integrationLink}
      badge={run.data && <RunBadge state={run.data.state} />}
      actions={run.data && <RunActions key={runId} run={run.data} />}
    >
      <QueryView query={run}>
        {(data) => (
          <Stack gap="lg">
            <Outcome run={data} />
            <RunProgress key={runId} run={data} asOfMs={run.dataUpdatedAt} />
            <LeftOut run={data} />
            <Stack columns="two" gap="lg">
              <RunLog run={data} />
              <Card title={texts.factsTitle}>
                <FactList facts={factsOf(data)} />
              </Card>
            </Stack>
            <RunRecords key={`${runId}-${outcome}`} run={data} outcome={outcome} />
          </Stack>
        )}
      </QueryView>
    </Page>
  );
}

function Outcome({ run }: { run: Run }) {
  const reason = run.reason ? <Reason>{run.reason}</Reason> : texts.noReason;
  if (run.state === 'failed') {
    return (
      <Alert tone="danger" title={texts.failedTitle}>
        {reason} {texts.failedNext}
      </Alert>
    );
  }
  if (run.state === 'waiting') {
    return (
      <Alert tone="warning" title={texts.waitingTitle}>
        {reason} {run.resumesAt && texts.resumesAt(formatMoment(run.resumesAt))}
      </Alert>
    );
  }
  if (run.state === 'cancelled') {
    return <Alert title={texts.cancelledTitle}>{run.reason && reason}</Alert>;
  }
  return run.reason ? <Alert>{reason}</Alert> : null;
}

function factsOf(run: Run) {
  const moment = (instant: string | null) => (instant ? formatInstant(instant) : texts.notYet);
  return [
    { label: texts.trigger, value: triggerWords[run.trigger] },
    { label: texts.queuedAt, value: moment(run.queuedAt) },
    { label: texts.startedAt, value: moment(run.startedAt) },
    { label: texts.endedAt, value: moment(run.endedAt) },
    ...(run.startedAt && run.endedAt
      ? [{ label: texts.duration, value: formatDuration(run.startedAt, run.endedAt) }]
      : []),
    { label: texts.pages, value: formatCount(run.pages) },
    { label: texts.attempts, value: formatCount(run.attempts) },
  ];
}
