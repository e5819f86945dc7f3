import type { Run } from '@koppel/contracts';
import { TextLink, type DataColumn } from '@koppel/ui';
import { Link } from '@tanstack/react-router';
import { flowTitleOfRun } from '../flow/flow-title.js';
import { formatCount, formatMoment } from '../format/format.js';
import { RunBadge } from './run-badge.js';
import { issueCount, writtenCount } from './run-state.js';
import { texts, triggerWords } from './texts.js';

/** A run, one a row. */
export const runColumns: DataColumn<Run>[] = [
  { id: 'flow', header: texts.flow, onPhone: 'title', cell: (run) => <RunLink run={run} /> },
  { id: 'state', header: texts.state, width: 'medium', cell: (run) => <RunBadge state={run.state} /> },
  { id: 'when', header: texts.when, width: 'medium', cell: (run) => formatMoment(run.startedAt ?? run.queuedAt) },
  { id: 'trigger', header: texts.trigger, cell: (run) => triggerWords[run.trigger] },
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
