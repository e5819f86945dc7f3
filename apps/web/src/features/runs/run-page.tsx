import type { Run } from '@koppel/contracts';
import {
  Alert,
  Button,
  Card,
  ChoiceCards,
  Dialog,
  FactList,
  FieldError,
  Progress,
  Row,
  Shares,
  Stack,
  StatList,
  Text,
  TextLink,
} from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Play, RotateCw } from 'lucide-react';
import { useState } from 'react';
import { flowTitleOfRun } from '../../entities/flow/flow-title.js';
import { outcomeTones } from '../../entities/record/record.js';
import { isActive, issueCount } from '../../entities/run/run-state.js';
import { RunBadge } from '../../entities/run/run.js';
import { startLabel } from '../../entities/run/texts.js';
import { apiQuery, useOperation } from '../../shared/api/queries.js';
import { usePollMs } from '../../shared/events/live-updates.js';
import { formatCount, formatDuration, formatInstant, formatMoment } from '../../shared/format/format.js';
import { ConfirmDialog } from '../../shared/page/confirm-dialog.js';
import { Page } from '../../shared/page/page.js';
import { ProblemAlert, QueryView } from '../../shared/page/query-view.js';
import { Reason } from '../../shared/page/reason.js';
import { useIsAllowed } from '../../shared/session/session.js';
import { RunLog } from './run-log.js';
import { RunRecords } from './run-records.js';
import { ratePerSecond, type RateSample, rateText, withSample } from './run-text.js';
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
  const reason = run.reason ? <Reason reason={run.reason} /> : texts.noReason;
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
    { label: texts.trigger, value: startLabel(run) },
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

const names = ['read', 'created', 'updated', 'unchanged', 'filtered', 'failed', 'held'] as const;
type Ended = Exclude<(typeof names)[number], 'read'>;
const ended = names.filter((name): name is Ended => name !== 'read');

/** How far a run is, or what came of it. `asOfMs`: when that was read. */
export function RunProgress({ run, asOfMs }: { run: Run; asOfMs: number }) {
  const { counts } = run;
  const isLive = isActive(run);
  const stats = names.map((name) => ({ label: texts.counts[name], value: formatCount(counts[name]) }));
  const shares = ended.map((name) => ({ id: name, tone: outcomeTones[name], count: counts[name] }));
  const parts = ended.filter((name) => counts[name] > 0);
  const summary = parts.map((name) => `${texts.counts[name]} ${formatCount(counts[name])}`).join(', ');
  return (
    <Card title={isLive ? texts.progressTitle : texts.resultTitle}>
      <Stack gap="md">
        {isLive && <LiveBar run={run} asOfMs={asOfMs} />}
        {parts.length > 0 && <Shares label={texts.sharesOf(summary)} shares={shares} />}
        <StatList stats={stats} />
        <IssuesOf run={run} />
      </Stack>
    </Card>
  );
}

/** The source does not tell how much there is, so that the bar moves without claiming an end. */
function LiveBar({ run, asOfMs }: { run: Run; asOfMs: number }) {
  const [samples, setSamples] = useState<readonly RateSample[]>([]);
  const next = withSample(samples, { atMs: asOfMs, read: run.counts.read });
  if (next !== samples) setSamples(next);
  const rate = run.state === 'running' ? ratePerSecond(next, run.startedAt) : null;
  return (
    <div className="grid gap-2">
      <Progress label={texts.progress} percent={null} />
      <div role="status" className="flex flex-wrap justify-between gap-x-4">
        <span className="font-medium">
          {run.state === 'queued' ? texts.queuedNow : texts.readSoFar(run.counts.read)}
        </span>
        {rate !== null && <span className="text-ink-soft tabular-nums">{rateText(rate, texts)}</span>}
      </div>
      <Text tone="soft" size="sm">
        {texts.openEnd}
      </Text>
    </div>
  );
}

function IssuesOf({ run }: { run: Run }) {
  const issues = issueCount(run);
  if (issues === 0) return isActive(run) ? null : <Text tone="soft">{texts.noIssues}</Text>;
  return (
    <Row>
      <Button asChild size="sm">
        <Link to="/issues" search={{ runId: run.id }}>
          {texts.seeIssues(texts.issues(issues))}
        </Link>
      </Button>
    </Row>
  );
}

/** Why records were left out, the most frequent reason first. */
export function LeftOut({ run }: { run: Run }) {
  const reasons = [...run.filterReasons].sort((one, other) => other.count - one.count);
  if (reasons.length === 0) return null;
  const facts = reasons.map(({ reason, count }) => ({ label: formatCount(count), value: <Reason reason={reason} /> }));
  return (
    <Card title={texts.whyLeftOut} description={texts.whyLeftOutHelp}>
      <FactList facts={facts} />
    </Card>
  );
}

/** What can be done with a run: cancel it while it is under way, run its flow again once it has ended. */
export function RunActions({ run }: { run: Run }) {
  const isAllowed = useIsAllowed();
  if (isActive(run)) {
    return (
      <Row>
        {run.state === 'waiting' && isAllowed('startRun') && <GoOn run={run} />}
        {isAllowed('cancelRun') && <CancelRun run={run} />}
      </Row>
    );
  }
  return isAllowed('startRun') ? <RunAgain run={run} /> : null;
}

function GoOn({ run }: { run: Run }) {
  const start = useOperation('startRun', { refreshes: ['getRun', 'listRuns', 'listRunLog', 'listFlowSummaries'] });
  return (
    <span className="inline-grid gap-1">
      <Button
        icon={<Play aria-hidden className="size-4" />}
        isBusy={start.isPending}
        onClick={() => start.mutate({ flowId: run.flowId })}
      >
        {texts.goOn}
      </Button>
      {run.reason?.code === 'http.rate_limit' && <Text tone="soft">{texts.goOnAsked}</Text>}
      {start.isError && <FieldError>{start.error.message}</FieldError>}
    </span>
  );
}

function CancelRun({ run }: { run: Run }) {
  const [isConfirming, setIsConfirming] = useState(false);
  const cancel = useOperation('cancelRun', {
    refreshes: ['getRun', 'listRuns', 'listRunLog', 'listFlowSummaries'],
    onSuccess: () => setIsConfirming(false),
  });
  return (
    <div className="grid justify-items-end gap-1">
      <Button variant="danger" onClick={() => setIsConfirming(true)}>
        {texts.cancel}
      </Button>
      <div role="status">{cancel.isSuccess && <Text tone="soft">{texts.cancelling}</Text>}</div>
      <ConfirmDialog
        isOpen={isConfirming}
        title={texts.cancelTitle(flowTitleOfRun(run))}
        question={texts.cancelQuestion}
        action={texts.cancel}
        isBusy={cancel.isPending}
        error={cancel.error}
        onConfirm={() => cancel.mutate({ runId: run.id })}
        onClose={() => setIsConfirming(false)}
      />
    </div>
  );
}

const choices = [
  { value: 'changes', title: texts.changes, description: texts.changesHelp },
  { value: 'fromStart', title: texts.fromStart, description: texts.fromStartHelp },
];

function RunAgain({ run }: { run: Run }) {
  const [isConfirming, setIsConfirming] = useState(false);
  const [choice, setChoice] = useState('changes');
  const navigate = useNavigate();
  const start = useOperation('startRun', {
    refreshes: ['listRuns', 'listFlowSummaries'],
    onSuccess: ({ id }) => void navigate({ to: '/runs/$runId', params: { runId: id } }),
  });
  const footer = (
    <>
      <Button onClick={() => setIsConfirming(false)}>{texts.close}</Button>
      <Button
        variant="primary"
        isBusy={start.isPending}
        onClick={() => start.mutate({ flowId: run.flowId, fromStart: choice === 'fromStart' })}
      >
        {texts.start}
      </Button>
    </>
  );
  return (
    <>
      <Button icon={<RotateCw aria-hidden className="size-4" />} onClick={() => setIsConfirming(true)}>
        {texts.again}
      </Button>
      <Dialog
        isOpen={isConfirming}
        onClose={() => setIsConfirming(false)}
        title={texts.againTitle(flowTitleOfRun(run))}
        closeLabel={texts.close}
        width="lg"
        footer={footer}
      >
        <Stack>
          <ChoiceCards label={texts.againHow} choices={choices} value={choice} onChange={setChoice} />
          <ProblemAlert error={start.error} />
        </Stack>
      </Dialog>
    </>
  );
}
