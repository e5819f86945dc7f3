import type { Run } from '@koppel/contracts';
import { Table, Text, TextLink, type Column } from '@koppel/ui';
import { Link } from '@tanstack/react-router';
import { formatCount, formatMoment } from '../format/format.js';
import { RunBadge } from './run-badge.js';
import { issueCount, writtenCount } from './run-state.js';
import { texts, triggerWords } from './texts.js';

const columns: Column<Run>[] = [
  {
    id: 'flow',
    header: texts.flow,
    cell: (run) => (
      <TextLink>
        <Link to="/runs/$runId" params={{ runId: run.id }}>
          {run.flowTitle}
        </Link>
      </TextLink>
    ),
  },
  { id: 'state', header: texts.state, cell: (run) => <RunBadge state={run.state} /> },
  { id: 'when', header: texts.when, cell: (run) => formatMoment(run.startedAt ?? run.queuedAt) },
  { id: 'trigger', header: texts.trigger, cell: (run) => triggerWords[run.trigger] },
  { id: 'read', header: texts.read, align: 'end', cell: (run) => formatCount(run.counts.read) },
  { id: 'written', header: texts.written, align: 'end', cell: (run) => formatCount(writtenCount(run)) },
  { id: 'issues', header: texts.failed, align: 'end', cell: (run) => formatCount(issueCount(run)) },
];

/** Runs, one a row. */
export function RunTable({ runs }: { runs: Run[] }) {
  if (runs.length === 0) return <Text tone="soft">{texts.none}</Text>;
  return <Table caption={texts.runs} columns={columns} rows={runs} rowKey={(run) => run.id} />;
}
