import { runKinds, runStates, runTriggers } from '@koppel/contracts';
import { Button, EmptyState, Field, FilterBar, Input, Select } from '@koppel/ui';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { FlowFilter } from '../../entities/flow/flow-filter.js';
import { runColumns } from '../../entities/run/run-table.js';
import { kindLabels, runStateLabels, texts as runTexts, triggerLabels } from '../../entities/run/texts.js';
import { usePollMs } from '../../shared/events/live-updates.js';
import { ListTable } from '../../shared/list/list-table.js';
import { idOf, useList } from '../../shared/list/use-list.js';
import { Page } from '../../shared/page/page.js';
import { periods, readRunsSearch, runListInput, type RunsSearch } from './run-search.js';
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

const states = runStates.map((state) => ({ value: state, label: runStateLabels[state].label }));
const kinds = runKinds.map((kind) => ({ value: kind, label: kindLabels[kind] }));
const triggers = runTriggers.map((trigger) => ({ value: trigger, label: triggerLabels[trigger] }));
const periodOptions = periods.map((period) => ({ value: period, label: texts.periods[period] }));

/** Chooses which runs are listed; the choice stands in the address. */
export function RunFilters({ search }: { search: RunsSearch }) {
  const navigate = useNavigate();
  const go = (next: Record<string, string | undefined>) =>
    void navigate({ to: '/runs', search: readRunsSearch(next), replace: true });
  const choose = (name: keyof RunsSearch, value: string) => go({ ...search, [name]: value === '' ? undefined : value });
  const isFiltered = Object.values(search).some((value) => value !== undefined);
  return (
    <FilterBar
      label={texts.filters}
      reset={
        isFiltered && (
          <Button variant="quiet" onClick={() => go({})}>
            {texts.clearFilters}
          </Button>
        )
      }
    >
      <FlowFilter
        label={texts.flow}
        allLabel={texts.allFlows}
        integrationId={search.integrationId}
        flowId={search.flowId}
        onChange={(chosen) => go({ ...search, integrationId: undefined, flowId: undefined, ...chosen })}
      />
      <Choice name="state" label={texts.state} all={texts.allStates} options={states} {...{ search, choose }} />
      <Choice name="kind" label={texts.kind} all={texts.allKinds} options={kinds} {...{ search, choose }} />
      <Choice name="trigger" label={texts.trigger} all={texts.allTriggers} options={triggers} {...{ search, choose }} />
      <Choice
        name="period"
        label={texts.period}
        all={texts.allPeriods}
        options={periodOptions}
        {...{ search, choose }}
      />
      {search.period === 'dates' && (
        <>
          <Field label={texts.from}>
            <Input
              type="date"
              max={search.until}
              value={search.from ?? ''}
              onChange={(event) => choose('from', event.target.value)}
            />
          </Field>
          <Field label={texts.until}>
            <Input
              type="date"
              min={search.from}
              value={search.until ?? ''}
              onChange={(event) => choose('until', event.target.value)}
            />
          </Field>
        </>
      )}
    </FilterBar>
  );
}

interface ChoiceProps {
  name: 'state' | 'kind' | 'trigger' | 'period';
  label: string;
  all: string;
  options: { value: string; label: string }[];
  search: RunsSearch;
  choose: (name: keyof RunsSearch, value: string) => void;
}

function Choice({ name, label, all, options, search, choose }: ChoiceProps) {
  return (
    <Field label={label}>
      <Select
        placeholder={all}
        options={options}
        value={search[name] ?? ''}
        onChange={(event) => choose(name, event.target.value)}
      />
    </Field>
  );
}
