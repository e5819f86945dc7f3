import { EmptyState } from '@koppel/ui';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { usePollMs } from '../../lib/events/live-updates.js';
import { idOf } from '../../lib/list/list-pages.js';
import { ListTable } from '../../lib/list/list-table.js';
import { useList } from '../../lib/list/use-list.js';
import { Page } from '../../lib/page/page.js';
import { runColumns } from '../../lib/run/run-columns.js';
import { texts as runTexts } from '../../lib/run/texts.js';
import { RunFilters } from './run-filters.js';
import { runListInput } from './run-search.js';
import { texts } from './texts.js';

const route = getRouteApi('/console/runs');
const OFTEN_MS = 5000;
const SELDOM_MS = 60_000;

function runHeight(_: unknown, isWide: boolean): number {
  return isWide ? 48 : 184;
}

/** Every run of every flow, newest first. */
export function RunsPage() {
  const search = route.useSearch();
  const [openedAt] = useState(() => new Date());
  const list = useList('listRuns', runListInput(search, openedAt), { pollMs: usePollMs(OFTEN_MS, SELDOM_MS) });
  const isFiltered = Object.values(search).some((value) => value !== undefined);
  return (
    <Page title={texts.title} description={texts.introduction}>
      <div className="grid gap-5">
        <RunFilters search={search} />
        <ListTable
          caption={runTexts.runs}
          list={list}
          columns={runColumns}
          heightOf={runHeight}
          rowKey={idOf}
          empty={<EmptyState title={texts.noRunsTitle}>{isFiltered ? texts.noRunsChosen : texts.noRuns}</EmptyState>}
        />
      </div>
    </Page>
  );
}
