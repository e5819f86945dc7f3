import { runStates, runTriggers } from '@koppel/contracts';
import { Button, Field, FilterBar, Input, Select } from '@koppel/ui';
import { useNavigate } from '@tanstack/react-router';
import { FlowFilter } from '../../lib/record/flow-filter.js';
import { runStateWords, triggerWords } from '../../lib/run/texts.js';
import { periods, readRunsSearch, type RunsSearch } from './run-search.js';
import { texts } from './texts.js';

const states = runStates.map((state) => ({ value: state, label: runStateWords[state].label }));
const triggers = runTriggers.map((trigger) => ({ value: trigger, label: triggerWords[trigger] }));
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
  name: 'state' | 'trigger' | 'period';
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
