import type { Run } from '@koppel/contracts';
import { Alert, Button, Card, FactList, Progress, Row, Stack, StatList, Text, TextLink } from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { apiQuery, useOperation } from '../../lib/api/queries.js';
import { usePollMs } from '../../lib/events/live-updates.js';
import { formatCount, formatDuration, formatInstant, formatMoment, formatPlural } from '../../lib/format/format.js';
import { Page } from '../../lib/page/page.js';
import { ProblemAlert } from '../../lib/page/problem-alert.js';
import { QueryView } from '../../lib/page/query-view.js';
import { RunBadge } from '../../lib/run/run-badge.js';
import { isActive, issueCount } from '../../lib/run/run-state.js';
import { triggerWords } from '../../lib/run/texts.js';
import { useIsAllowed } from '../../lib/session/permission.js';
import { texts } from './texts.js';

const route = getRouteApi('/console/runs/$runId');
const OFTEN_MS = 2000;
const SELDOM_MS = 10_000;

export function RunPage() {
  const { runId } = route.useParams();
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
      title={run.data ? texts.runOf(run.data.flowTitle) : texts.run}
      trail={integrationLink}
      badge={run.data && <RunBadge state={run.data.state} />}
      actions={run.data && isActive(run.data) && <CancelRun run={run.data} />}
    >
      <QueryView query={run}>{(data) => <RunDetails run={data} />}</QueryView>
    </Page>
  );
}

function CancelRun({ run }: { run: Run }) {
  const isAllowed = useIsAllowed();
  const cancel = useOperation('cancelRun', { refreshes: ['getRun', 'listRuns', 'listFlowSummaries'] });
  if (!isAllowed('cancelRun')) return null;
  return (
    <div className="grid gap-2">
      <Button variant="danger" isBusy={cancel.isPending} onClick={() => cancel.mutate({ runId: run.id })}>
        {texts.cancel}
      </Button>
      {cancel.isSuccess && <Text tone="soft">{texts.cancelling}</Text>}
      <ProblemAlert error={cancel.error} />
    </div>
  );
}

function RunDetails({ run }: { run: Run }) {
  const { counts } = run;
  const stats = (Object.keys(texts.counts) as (keyof typeof counts)[]).map((name) => ({
    label: texts.counts[name],
    value: formatCount(counts[name]),
  }));
  return (
    <Stack gap="lg">
      <Outcome run={run} />
      <Card title={texts.countsTitle}>
        <Stack gap="lg">
          {isActive(run) && <Progress label={texts.progress} percent={null} />}
          <div aria-live="polite">
            <StatList stats={stats} />
          </div>
          <IssuesOf run={run} />
        </Stack>
      </Card>
      <Card title={texts.factsTitle}>
        <FactList facts={factsOf(run)} />
      </Card>
    </Stack>
  );
}

function Outcome({ run }: { run: Run }) {
  const reason = run.reason ?? texts.noReason;
  if (run.state === 'failed') {
    return (
      <Alert tone="danger" title={texts.failedTitle}>
        {reason}
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
  if (run.state === 'cancelled') return <Alert title={texts.cancelledTitle}>{run.reason}</Alert>;
  return run.reason ? <Alert>{run.reason}</Alert> : null;
}

function IssuesOf({ run }: { run: Run }) {
  const issues = issueCount(run);
  if (issues === 0) return isActive(run) ? null : <Text tone="soft">{texts.noIssues}</Text>;
  return (
    <Row>
      <Button asChild>
        <Link to="/issues" search={{ runId: run.id }}>
          {texts.seeIssues(formatPlural(issues, 'issue', 'issues'))}
        </Link>
      </Button>
    </Row>
  );
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
