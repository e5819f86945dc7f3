import type { Flow } from '@koppel/contracts';
import { Badge, Card, FactList, FieldError, Row, Stack, Switch, TabLinks, Text, TextLink } from '@koppel/ui';
import { getRouteApi, Link, Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { type FlowFindings, FlowFindingsAlert } from '../../entities/flow/flow-findings.js';
import { flowTitle } from '../../entities/flow/flow-title.js';
import { scheduleText } from '../../entities/flow/schedule.js';
import { SettingTitles, settingTitleOf } from '../../entities/flow/setting-titles.js';
import { texts as flowTexts } from '../../entities/flow/texts.js';
import { useFlowDefinition } from '../../entities/flow/use-flow-definition.js';
import { ConnectedApplications } from '../../entities/integration/integration-line.js';
import type { FlowSummary } from '../../entities/integration/health.js';
import type { IntegrationOverview } from '../../entities/integration/use-overview.js';
import { isActive } from '../../entities/run/run-state.js';
import { LastRun, RunNowButton } from '../../entities/run/run.js';
import type { ProblemError } from '../../shared/api/problem.js';
import { useOperation } from '../../shared/api/queries.js';
import { formatCount, formatMoment } from '../../shared/format/format.js';
import { fieldProblemTexts } from '../../shared/page/field-titles.js';
import { Page, Trail } from '../../shared/page/page.js';
import { QueryView } from '../../shared/page/query-view.js';
import { useIsAllowed } from '../../shared/session/session.js';
import { texts } from './texts.js';
import { useIntegration } from './use-integration.js';

const route = getRouteApi('/console/integrations/$integrationId/flows/$flowId');

const parts = [
  { id: 'settings', to: '/integrations/$integrationId/flows/$flowId', label: texts.settings, least: 'getFlow' },
  { id: 'preview', to: '/integrations/$integrationId/flows/$flowId/preview', label: texts.preview, least: 'startRun' },
  { id: 'history', to: '/integrations/$integrationId/flows/$flowId/history', label: texts.history, least: 'getFlow' },
  { id: 'hook', to: '/integrations/$integrationId/flows/$flowId/hook', label: texts.hook, least: 'getFlowHook' },
] as const;

/** One flow: how it goes, its settings, who changed them, and its address for calls. */
export function FlowPage() {
  const { integrationId, flowId } = route.useParams();
  const { integration, overview } = useIntegration(integrationId);
  const flow = overview?.integration.flows.find(({ id }) => id === flowId);
  const { pathname } = useLocation();
  const part = parts.find(({ id }) => pathname.endsWith(`/${id}`)) ?? parts[0];
  const isAllowed = useIsAllowed();
  const definition = useFlowDefinition(flowId)?.definition;
  const [switched, setSwitched] = useState<Switched>();
  return (
    <Page
      title={flow ? flowTitle(flow) : texts.flow}
      part={part.label}
      trail={
        <Trail>
          <Link to="/integrations/$integrationId" params={{ integrationId }}>
            {integration.data?.title ?? texts.integration}
          </Link>
        </Trail>
      }
      badge={flow && <FlowSwitch flow={flow} onSwitched={setSwitched} />}
      actions={flow && overview && <Actions flow={flow} overview={overview} />}
    >
      <QueryView query={integration}>
        {() =>
          flow && overview ? (
            <Stack gap="lg">
              <SwitchedAlert switched={switched} />
              <Facts flow={flow} overview={overview} />
              <TabLinks
                label={texts.flowParts}
                tabs={parts
                  .filter(({ least }) => isAllowed(least))
                  .map(({ id, to, label }) => ({
                    id,
                    label,
                    link: (look) => (
                      <Link to={to} params={{ integrationId, flowId }} activeOptions={{ exact: true }} {...look} />
                    ),
                  }))}
              />
              <SettingTitles definitions={definition ? [definition] : []}>
                <Outlet />
              </SettingTitles>
            </Stack>
          ) : (
            <Text>{texts.noSuchFlow}</Text>
          )
        }
      </QueryView>
    </Page>
  );
}

function Actions({ flow, overview }: { flow: Flow; overview: IntegrationOverview }) {
  const isAllowed = useIsAllowed();
  const lastRun = overview.summaries.get(flow.id)?.lastRun;
  return (
    <Row>
      {isAllowed('startRun') && (
        <RunNowButton flowId={flow.id} size="md" isDisabled={lastRun ? isActive(lastRun) : false} />
      )}
    </Row>
  );
}

function Facts({ flow, overview }: { flow: Flow; overview: IntegrationOverview }) {
  const summary = overview.summaries.get(flow.id);
  const sides = [flow.sourceConnectionId, flow.targetConnectionId].flatMap((wanted) =>
    overview.connections.filter(({ id }) => id === wanted),
  );
  const nextRun = flow.isEnabled && summary?.nextRunAt ? formatMoment(summary.nextRunAt) : texts.noNextRun;
  return (
    <Card>
      <FactList
        facts={[
          {
            label: texts.directionLabel,
            value: <ConnectedApplications connections={sides} applications={overview.applications} isOneWay />,
          },
          { label: texts.schedule, value: scheduleText(flow.schedule) },
          { label: texts.lastRun, value: <LastRun run={summary?.lastRun} /> },
          { label: texts.nextRunLabel, value: nextRun },
          { label: texts.issues, value: <FlowIssues flow={flow} summary={summary} /> },
          { label: texts.linkedRecords, value: formatCount(summary?.linkedRecords ?? 0) },
        ]}
      />
    </Card>
  );
}

/** A flow that was enabled or paused, with what was found then. */
export interface Switched {
  flow: Flow;
  findings: FlowFindings;
}

/** What a person should know of a flow that was just enabled. */
export function SwitchedAlert({ switched }: { switched: Switched | undefined }) {
  const definition = useFlowDefinition(switched?.flow.id)?.definition;
  const ref = useRef<HTMLDivElement>(null);
  // On a small screen the switch is far below.
  useEffect(() => ref.current?.scrollIntoView({ block: 'center' }), [switched]);
  if (!switched?.findings.unchecked && !switched?.findings.warnings) return null;
  const titles = flowTexts.enabledFindings(flowTitle(switched.flow));
  return (
    <div ref={ref} className="grid gap-3">
      <FlowFindingsAlert findings={switched.findings} definition={definition} titles={titles} />
    </div>
  );
}

/** Whether a flow runs by itself; whoever may, enables and pauses it here. */
export function FlowSwitch({ flow, onSwitched }: { flow: Flow; onSwitched: (switched: Switched) => void }) {
  const isAllowed = useIsAllowed();
  const update = useOperation('updateFlow', {
    refreshes: ['getIntegration', 'listIntegrations', 'listFlowSummaries', 'listFlowVersions'],
    onSuccess: ({ unchecked, warnings }) => onSwitched({ flow, findings: { unchecked, warnings } }),
  });
  const label = flow.isEnabled ? texts.enabled : texts.paused;
  if (!isAllowed('updateFlow')) return <Badge tone={flow.isEnabled ? 'good' : 'neutral'}>{label}</Badge>;
  return (
    <span className="inline-grid gap-1">
      <span className="inline-flex items-center gap-2">
        <Switch
          label={texts.enableNamed(flowTitle(flow))}
          isOn={flow.isEnabled}
          isDisabled={update.isPending}
          onChange={(isEnabled) => update.mutate({ flowId: flow.id, version: flow.version, isEnabled })}
        />
        <span aria-hidden>{label}</span>
      </span>
      {update.isError && <SwitchError flowId={flow.id} error={update.error} />}
    </span>
  );
}

/** What keeps a flow from being enabled, with the settings that are to be corrected first. */
function SwitchError({ flowId, error }: { flowId: string; error: ProblemError }) {
  const definition = useFlowDefinition(flowId)?.definition;
  const problems = fieldProblemTexts(error, (path) => settingTitleOf(definition ? [definition] : [], path));
  return <FieldError>{[error.message, ...problems.map(({ text }) => text)].join(' ')}</FieldError>;
}

/** Open and held issues of a flow, as a link to them. */
export function FlowIssues({ flow, summary }: { flow: Flow; summary: FlowSummary | undefined }) {
  const open = summary?.openIssues ?? 0;
  const held = summary?.heldIssues ?? 0;
  if (open + held === 0) return <span className="text-ink-soft">{texts.noIssues}</span>;
  const labels = [open > 0 && texts.openIssues(open), held > 0 && texts.heldIssues(held)];
  return (
    <TextLink>
      <Link to="/issues" search={{ flowId: flow.id }}>
        {labels.filter(Boolean).join(', ')}
      </Link>
    </TextLink>
  );
}
