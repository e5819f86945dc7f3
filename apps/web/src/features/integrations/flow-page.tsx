import type { Flow } from '@koppel/contracts';
import { Card, FactList, Row, Stack, TabLinks, Text } from '@koppel/ui';
import { getRouteApi, Link, Outlet, useLocation } from '@tanstack/react-router';
import { flowTitle } from '../../lib/flow/flow-title.js';
import { scheduleWords } from '../../lib/flow/schedule.js';
import { formatCount, formatMoment } from '../../lib/format/format.js';
import { ConnectedApplications } from '../../lib/integration/connected-applications.js';
import type { IntegrationOverview } from '../../lib/integration/use-overview.js';
import { Page } from '../../lib/page/page.js';
import { QueryView } from '../../lib/page/query-view.js';
import { Trail } from '../../lib/page/trail.js';
import { LastRun } from '../../lib/run/last-run.js';
import { RunNowButton } from '../../lib/run/run-now-button.js';
import { isActive } from '../../lib/run/run-state.js';
import { useIsAllowed } from '../../lib/session/permission.js';
import { FlowSwitch } from './flow-switch.js';
import { FlowIssues } from './flow-table.js';
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
      badge={flow && <FlowSwitch flow={flow} />}
      actions={flow && overview && <Actions flow={flow} overview={overview} />}
    >
      <QueryView query={integration}>
        {() =>
          flow && overview ? (
            <Stack gap="lg">
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
              <Outlet />
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
  const ends = [flow.sourceConnectionId, flow.targetConnectionId].flatMap((wanted) =>
    overview.connections.filter(({ id }) => id === wanted),
  );
  const nextRun = flow.isEnabled && summary?.nextRunAt ? formatMoment(summary.nextRunAt) : texts.noNextRun;
  return (
    <Card>
      <FactList
        facts={[
          {
            label: texts.directionLabel,
            value: <ConnectedApplications connections={ends} applications={overview.applications} isOneWay />,
          },
          { label: texts.schedule, value: scheduleWords(flow.schedule) },
          { label: texts.lastRun, value: <LastRun run={summary?.lastRun} /> },
          { label: texts.nextRunLabel, value: nextRun },
          { label: texts.issues, value: <FlowIssues flow={flow} summary={summary} /> },
          { label: texts.linkedRecords, value: formatCount(summary?.linkedRecords ?? 0) },
        ]}
      />
    </Card>
  );
}
