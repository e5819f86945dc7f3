import type { Flow } from '@koppel/contracts';
import { Table, TextLink, type Column } from '@koppel/ui';
import { Link } from '@tanstack/react-router';
import { flowTitle } from '../../lib/flow/flow-title.js';
import { scheduleWords } from '../../lib/flow/schedule.js';
import { formatMoment } from '../../lib/format/format.js';
import type { FlowSummary } from '../../lib/integration/health.js';
import type { IntegrationOverview } from '../../lib/integration/use-overview.js';
import { LastRun } from '../../lib/run/last-run.js';
import { FlowActions } from './flow-actions.js';
import { FlowSwitch } from './flow-switch.js';
import { texts } from './texts.js';

/** The flows of an integration, one a row. */
export function FlowTable({ overview }: { overview: IntegrationOverview }) {
  const { integration, summaries } = overview;
  const columns: Column<Flow>[] = [
    { id: 'flow', header: texts.flow, cell: (flow) => <FlowName flow={flow} overview={overview} /> },
    { id: 'state', header: texts.state, cell: (flow) => <FlowSwitch flow={flow} /> },
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
  return <Table caption={texts.flows} columns={columns} rows={integration.flows} rowKey={(flow) => flow.id} />;
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
      {scheduleWords(flow.schedule)}
      {flow.isEnabled && summary?.nextRunAt && (
        <span className="text-sm text-ink-soft">{texts.nextRun(formatMoment(summary.nextRunAt))}</span>
      )}
    </span>
  );
}

/** Open and held issues of a flow, as a link to them. */
export function FlowIssues({ flow, summary }: { flow: Flow; summary: FlowSummary | undefined }) {
  const open = summary?.openIssues ?? 0;
  const held = summary?.heldIssues ?? 0;
  if (open + held === 0) return <span className="text-ink-soft">{texts.noIssues}</span>;
  const words = [open > 0 && texts.openIssues(open), held > 0 && texts.heldIssues(held)];
  return (
    <TextLink>
      <Link to="/issues" search={{ flowId: flow.id }}>
        {words.filter(Boolean).join(', ')}
      </Link>
    </TextLink>
  );
}
