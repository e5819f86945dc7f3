import type { Flow, Run } from '@koppel/contracts';
import { Alert, Button, Card, type Column, EmptyState, Stack, Table, TextLink } from '@koppel/ui';
import { useMutation } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { flowTitle } from '../../entities/flow/flow-title.js';
import { scheduleText } from '../../entities/flow/schedule.js';
import type { FlowSummary } from '../../entities/integration/health.js';
import type { IntegrationOverview } from '../../entities/integration/use-overview.js';
import { isActive } from '../../entities/run/run-state.js';
import { LastRun, RunNowButton } from '../../entities/run/run.js';
import { call } from '../../shared/api/call.js';
import { formatMoment } from '../../shared/format/format.js';
import { ProblemAlert } from '../../shared/page/query-view.js';
import { useIsAllowed } from '../../shared/session/session.js';
import { FlowIssues, FlowSwitch, type Switched, SwitchedAlert } from './flow-page.js';
import { texts } from './texts.js';
import { useIntegration } from './use-integration.js';

const route = getRouteApi('/console/integrations/$integrationId');

/** What travels in an integration. */
export function FlowsPart() {
  const { integrationId } = route.useParams();
  const { overview } = useIntegration(integrationId);
  if (!overview) return null;
  const { integration } = overview;
  if (integration.flows.length === 0) {
    return (
      <EmptyState
        title={texts.noFlowsTitle}
        actions={
          <Button asChild>
            <Link to="/integrations/$integrationId/manage" params={{ integrationId }}>
              {texts.choosePackages}
            </Link>
          </Button>
        }
      >
        {texts.noFlows}
      </EmptyState>
    );
  }
  return (
    <Stack gap="lg">
      {!integration.flows.some(({ isEnabled }) => isEnabled) && <ContinueInWizard overview={overview} />}
      <Card>
        <FlowTable overview={overview} />
      </Card>
    </Stack>
  );
}

/** The flows of an integration, one a row. */
export function FlowTable({ overview }: { overview: IntegrationOverview }) {
  const { integration, summaries } = overview;
  const [switched, setSwitched] = useState<Switched>();
  const columns: Column<Flow>[] = [
    { id: 'flow', header: texts.flow, cell: (flow) => <FlowName flow={flow} overview={overview} /> },
    { id: 'state', header: texts.state, cell: (flow) => <FlowSwitch flow={flow} onSwitched={setSwitched} /> },
    {
      id: 'schedule',
      header: texts.schedule,
      cell: (flow) => <ScheduleCell flow={flow} summary={summaries.get(flow.id)} />,
    },
    { id: 'lastRun', header: texts.lastRun, cell: (flow) => <LastRun run={summaries.get(flow.id)?.lastRun} /> },
    { id: 'issues', header: texts.issues, cell: (flow) => <FlowIssues flow={flow} summary={summaries.get(flow.id)} /> },
    {
      id: 'actions',
      header: texts.actions,
      isHeaderHidden: true,
      cell: (flow) => <FlowActions flow={flow} lastRun={summaries.get(flow.id)?.lastRun} />,
    },
  ];
  return (
    <Stack>
      <SwitchedAlert switched={switched} />
      <Table caption={texts.flows} columns={columns} rows={integration.flows} rowKey={(flow) => flow.id} />
    </Stack>
  );
}

function FlowName({ flow, overview }: { flow: Flow; overview: IntegrationOverview }) {
  const titleOf = (wanted: string) => overview.connections.find(({ id }) => id === wanted)?.displayTitle;
  return (
    <span className="grid">
      <span className="font-medium">
        <TextLink look="title">
          <Link
            to="/integrations/$integrationId/flows/$flowId"
            params={{ integrationId: flow.integrationId, flowId: flow.id }}
          >
            {flowTitle(flow)}
          </Link>
        </TextLink>
      </span>
      <span className="text-sm text-ink-soft">
        {texts.direction(
          titleOf(flow.sourceConnectionId) ?? texts.removedConnection,
          titleOf(flow.targetConnectionId) ?? texts.removedConnection,
        )}
      </span>
    </span>
  );
}

function ScheduleCell({ flow, summary }: { flow: Flow; summary: FlowSummary | undefined }) {
  return (
    <span className="grid">
      {scheduleText(flow.schedule)}
      {flow.isEnabled && summary?.nextRunAt && (
        <span className="text-sm text-ink-soft">{texts.nextRun(formatMoment(summary.nextRunAt))}</span>
      )}
    </span>
  );
}

/** One that waits can be told to go on at once. */
function isUnderWay(run: Run | null | undefined): boolean {
  return run ? isActive(run) && run.state !== 'waiting' : false;
}

/** What can be done with a flow. */
export function FlowActions({ flow, lastRun }: { flow: Flow; lastRun: Run | null | undefined }) {
  const isAllowed = useIsAllowed();
  return (
    <span className="flex flex-wrap gap-1 @5xl:flex-nowrap @5xl:justify-end">
      {isAllowed('startRun') && <RunNowButton flowId={flow.id} isDisabled={isUnderWay(lastRun)} />}
      {isAllowed('startRun') && (
        <Button size="sm" variant="quiet" asChild aria-label={texts.previewOf(flowTitle(flow))}>
          <Link
            to="/integrations/$integrationId/flows/$flowId/preview"
            params={{ integrationId: flow.integrationId, flowId: flow.id }}
          >
            {texts.preview}
          </Link>
        </Button>
      )}
      <Button size="sm" variant="quiet" asChild aria-label={texts.settingsOf(flowTitle(flow))}>
        <Link
          to="/integrations/$integrationId/flows/$flowId"
          params={{ integrationId: flow.integrationId, flowId: flow.id }}
        >
          {texts.settings}
        </Link>
      </Button>
    </span>
  );
}

/** Says that nothing runs by itself yet, and leads back to the wizard's settings. */
export function ContinueInWizard({ overview }: { overview: IntegrationOverview }) {
  const isAllowed = useIsAllowed();
  const navigate = useNavigate();
  const begin = useMutation({
    mutationFn: () => beginDraft(overview),
    onSuccess: ({ id }) => void navigate({ to: '/wizard/settings', search: { draft: id } }),
  });
  return (
    <Stack>
      <Alert
        title={texts.continueTitle}
        actions={
          isAllowed('createDraft') && (
            <Button size="sm" isBusy={begin.isPending} onClick={() => begin.mutate()}>
              {texts.continueInWizard}
            </Button>
          )
        }
      >
        {texts.continue}
      </Alert>
      <ProblemAlert error={begin.error} />
    </Stack>
  );
}

/** A draft of the wizard that holds this integration already. */
async function beginDraft({ integration, connections }: IntegrationOverview) {
  const draft = await call('createDraft', {});
  const [first, second] = integration.connectionIds;
  const applicationOf = (wanted: string) => connections.find(({ id }) => id === wanted)?.applicationId ?? null;
  return call('updateDraft', {
    draftId: draft.id,
    step: 'settings',
    applicationIds: [applicationOf(first), applicationOf(second)],
    connectionIds: [first, second],
    integrationId: integration.id,
  });
}
