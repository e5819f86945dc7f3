import type { Run } from '@koppel/contracts';
import { type DataColumn, DataTable, Text, TextLink } from '@koppel/ui';
import { Link } from '@tanstack/react-router';
import { formatCount, formatMoment } from '../../shared/format/format.js';
import { flowTitleOfRun } from '../flow/flow-title.js';
import { issueCount, writtenCount } from './run-state.js';
import { RunBadge } from './run.js';
import { startLabel, texts } from './texts.js';

/** A run, one a row. */
export const runColumns: DataColumn<Run>[] = [
  { id: 'flow', header: texts.flow, onPhone: 'title', cell: (run) => <RunLink run={run} /> },
  { id: 'state', header: texts.state, width: 'medium', cell: (run) => <RunBadge state={run.state} /> },
  { id: 'when', header: texts.when, width: 'medium', cell: (run) => formatMoment(run.startedAt ?? run.queuedAt) },
  { id: 'trigger', header: texts.trigger, cell: (run) => startLabel(run) },
  {
    id: 'read',
    header: texts.read,
    onPhone: 'hidden',
    width: 'count',
    align: 'end',
    cell: (run) => formatCount(run.counts.read),
  },
  {
    id: 'written',
    header: texts.written,
    width: 'count',
    align: 'end',
    cell: (run) => formatCount(writtenCount(run)),
  },
  { id: 'issues', header: texts.failed, width: 'count', align: 'end', cell: (run) => formatCount(issueCount(run)) },
];

function RunLink({ run }: { run: Run }) {
  return (
    <TextLink>
      <Link to="/runs/$runId" params={{ runId: run.id }}>
        {flowTitleOfRun(run)}
      </Link>
    </TextLink>
  );
}

/** A few runs, one a row. */
export function RunTable({ runs }: { runs: Run[] }) {
  if (runs.length === 0) return <Text tone="soft">{texts.none}</Text>;
  return <DataTable caption={texts.runs} columns={runColumns} rows={runs} rowKey={(run) => run.id} />;
}
