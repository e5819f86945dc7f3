import type { Flow, Integration } from '@koppel/contracts';
import { Badge, Table, TextLink, type Column } from '@koppel/ui';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { scheduleWords } from '../../lib/flow/schedule.js';
import { formatCount, formatMoment, formatPlural } from '../../lib/format/format.js';
import type { FlowSummary } from '../../lib/integration/health.js';
import { LastRun } from '../../lib/run/last-run.js';
import { RunNowButton } from '../../lib/run/run-now-button.js';
import { isActive } from '../../lib/run/run-state.js';
import { useIsAllowed } from '../../lib/session/permission.js';
import { texts } from './texts.js';

export interface FlowTableProps {
  integration: Integration;
  summaries: Map<string, FlowSummary>;
  /** More that can be done with a flow than run it. */
  actions?: (flow: Flow) => ReactNode;
}

/** The flows of an integration, one a row. */
export function FlowTable({ integration, summaries, actions }: FlowTableProps) {
  const isAllowed = useIsAllowed();
  const columns: Column<Flow>[] = [
    { id: 'flow', header: texts.flow, cell: (flow) => <span className="font-medium">{flow.title}</span> },
    { id: 'state', header: texts.state, cell: (flow) => <FlowState flow={flow} /> },
    {
      id: 'schedule',
      header: texts.schedule,
      cell: (flow) => <ScheduleCell flow={flow} summary={summaries.get(flow.id)} />,
    },
    { id: 'lastRun', header: texts.lastRun, cell: (flow) => <LastRun run={summaries.get(flow.id)?.lastRun} /> },
    { id: 'issues', header: texts.issues, cell: (flow) => <Issues flow={flow} summary={summaries.get(flow.id)} /> },
    {
      id: 'actions',
      header: texts.actions,
      isHeaderHidden: true,
      cell: (flow) => {
        const lastRun = summaries.get(flow.id)?.lastRun;
        const isRunning = lastRun ? isActive(lastRun) : false;
        return (
          <span className="flex flex-wrap gap-2">
            {isAllowed('startRun') && <RunNowButton flowId={flow.id} isDisabled={isRunning} />}
            {actions?.(flow)}
          </span>
        );
      },
    },
  ];
  return <Table caption={texts.flows} columns={columns} rows={integration.flows} rowKey={(flow) => flow.id} />;
}

function FlowState({ flow }: { flow: Flow }) {
  return <Badge tone={flow.isEnabled ? 'good' : 'neutral'}>{flow.isEnabled ? texts.enabled : texts.notEnabled}</Badge>;
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

function Issues({ flow, summary }: { flow: Flow; summary: FlowSummary | undefined }) {
  const open = summary?.openIssues ?? 0;
  const held = summary?.heldIssues ?? 0;
  if (open + held === 0) return <span className="text-ink-soft">0</span>;
  const words = [
    open > 0 && texts.openIssues(formatPlural(open, 'issue', 'issues')),
    held > 0 && texts.heldIssues(formatCount(held)),
  ];
  return (
    <TextLink>
      <Link to="/issues" search={{ flowId: flow.id }}>
        {words.filter(Boolean).join(', ')}
      </Link>
    </TextLink>
  );
}
