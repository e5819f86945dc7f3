import type { RecordAttempt, RecordOutcome, Run } from '@koppel/contracts';
import { type DataColumn, EmptyState, FilterTabs, Stack, Text } from '@koppel/ui';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { OutcomeBadge, recordHeight, RecordLink, RecordSubtitle } from '../../entities/record/record.js';
import { isActive } from '../../entities/run/run-state.js';
import { usePollMs } from '../../shared/events/live-updates.js';
import { formatCount, formatMoment } from '../../shared/format/format.js';
import { ListTable } from '../../shared/list/list-table.js';
import { idOf, useList } from '../../shared/list/use-list.js';
import { Reason } from '../../shared/page/reason.js';
import { texts } from './texts.js';

const OFTEN_MS = 3000;
const SELDOM_MS = 10_000;

/** Unchanged records are only counted. */
const outcomes = ['created', 'updated', 'filtered', 'failed', 'held'] as const satisfies readonly RecordOutcome[];

const columns: DataColumn<RecordAttempt>[] = [
  {
    id: 'record',
    header: texts.record,
    onPhone: 'title',
    cell: (attempt) => (
      <>
        <RecordLink record={attempt} attemptId={attempt.id}>
          {attempt.naturalKey || attempt.sourceKey}
        </RecordLink>
        <RecordSubtitle record={attempt} />
      </>
    ),
  },
  {
    id: 'outcome',
    header: texts.outcome,
    width: 'medium',
    cell: (attempt) => <OutcomeBadge outcome={attempt.outcome} />,
  },
  {
    id: 'reason',
    header: texts.reason,
    width: 'widest',
    cell: (attempt) => attempt.reason && <Reason isShort reason={attempt.reason} />,
  },
  { id: 'when', header: texts.when, width: 'medium', cell: (attempt) => formatMoment(attempt.at) },
];

/** The records that a run did something with, by what became of them. */
export function RunRecords({ run, outcome }: { run: Run; outcome: RecordOutcome | undefined }) {
  const pollMs = usePollMs(OFTEN_MS, SELDOM_MS);
  const list = useList(
    'listRunRecords',
    { runId: run.id, outcome },
    { order: 'oldest', pollMs: isActive(run) ? pollMs : false },
  );
  const listed = outcomes.reduce((sum, name) => sum + run.counts[name], 0);
  const { unchanged } = run.counts;
  return (
    <section aria-labelledby="run-records" className="grid gap-3">
      <h2 id="run-records" className="text-lg font-semibold">
        {texts.recordsTitle}
      </h2>
      <OutcomeTabs run={run} outcome={outcome} listed={listed} />
      <Stack gap="sm">
        {unchanged > 0 && outcome === undefined && (
          <Text tone="soft" size="sm">
            {texts.onlyCounted(unchanged)}
          </Text>
        )}
        <ListTable
          caption={texts.recordsTitle}
          list={list}
          columns={columns}
          heightOf={recordHeight}
          rowKey={idOf}
          empty={
            <EmptyState title={texts.noRecordsTitle}>{isActive(run) ? texts.noRecordsYet : texts.noRecords}</EmptyState>
          }
        />
      </Stack>
    </section>
  );
}

function OutcomeTabs({ run, outcome, listed }: { run: Run; outcome: RecordOutcome | undefined; listed: number }) {
  const choices = [
    { id: undefined, label: texts.allRecords, count: listed },
    ...outcomes.map((id) => ({ id, label: texts.counts[id], count: run.counts[id] })),
  ];
  const tabs = choices.map(({ id, label, count }) => ({
    id: id ?? 'all',
    label,
    count: formatCount(count),
    isCurrent: id === outcome,
    link: (content: ReactNode) => (
      <Link
        to="/runs/$runId"
        params={{ runId: run.id }}
        search={{ outcome: id }}
        activeOptions={{ exact: true, includeSearch: true, explicitUndefined: true }}
        resetScroll={false}
        replace
      >
        {content}
      </Link>
    ),
  }));
  return <FilterTabs label={texts.outcomeTabs} tabs={tabs} />;
}
