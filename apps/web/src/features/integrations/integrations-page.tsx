import { Button, Card, EmptyState, Field, FilterBar, Input, Select, Stack } from '@koppel/ui';
import { getRouteApi } from '@tanstack/react-router';
import { Cable } from 'lucide-react';
import { healthLevels } from '../../entities/integration/health-level.js';
import { IntegrationLine } from '../../entities/integration/integration-line.js';
import { StartIntegrating } from '../../entities/integration/start-integrating.js';
import { texts as integrationTexts } from '../../entities/integration/texts.js';
import { useOverview } from '../../entities/integration/use-overview.js';
import { Page } from '../../shared/page/page.js';
import { Loading, ProblemAlert } from '../../shared/page/query-view.js';
import { filterIntegrations, sortings } from './integration-filter.js';
import { texts } from './texts.js';

const route = getRouteApi('/console/integrations');
const healthOptions = [
  { value: '', label: texts.anyHealth },
  ...healthLevels.map((value) => ({ value, label: integrationTexts.health[value] })),
];
const sortingOptions = sortings.map((value) => ({ value, label: texts.sortings[value] }));

export function IntegrationsPage() {
  const overview = useOverview();
  const isEmpty = overview.items?.length === 0;
  return (
    <Page
      title={texts.title}
      description={texts.introduction}
      actions={overview.items && !isEmpty && <StartIntegrating />}
    >
      <Stack gap="lg">
        {overview.error && <ProblemAlert error={overview.error} onRetry={overview.retry} />}
        {!overview.items && !overview.error && <Loading />}
        {isEmpty && (
          <EmptyState
            icon={<Cable aria-hidden className="size-10" />}
            title={texts.noneTitle}
            actions={<StartIntegrating />}
          >
            {texts.none}
          </EmptyState>
        )}
        {overview.items && !isEmpty && <Overview items={overview.items} />}
      </Stack>
    </Page>
  );
}

function Overview({ items }: { items: NonNullable<ReturnType<typeof useOverview>['items']> }) {
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const change = (changed: Record<string, string>) =>
    void navigate({
      search: (before) => ({ ...before, ...emptyAsAbsent(changed) }),
      replace: true,
      resetScroll: false,
    });
  const found = filterIntegrations(items, filter);
  const isFiltered = Boolean(filter.text || filter.health);
  return (
    <>
      <FilterBar
        label={texts.filter}
        search={
          <Field label={texts.search}>
            <Input
              type="search"
              value={filter.text ?? ''}
              placeholder={texts.searchExample}
              onChange={(event) => change({ text: event.target.value })}
            />
          </Field>
        }
        reset={isFiltered && <Button onClick={() => change({ text: '', health: '' })}>{texts.resetFilter}</Button>}
      >
        <Field label={texts.health}>
          <Select
            options={healthOptions}
            value={filter.health ?? ''}
            onChange={(event) => change({ health: event.target.value })}
          />
        </Field>
        <Field label={texts.sorting}>
          <Select
            options={sortingOptions}
            value={filter.sorting ?? 'health'}
            onChange={(event) => change({ sorting: event.target.value })}
          />
        </Field>
      </FilterBar>
      <p role="status" className="-mb-2 text-sm text-ink-soft">
        {isFiltered ? texts.found(found.length, items.length) : texts.count(items.length)}
      </p>
      {found.map((item) => (
        <Card key={item.integration.id}>
          <IntegrationLine overview={item} />
        </Card>
      ))}
    </>
  );
}

function emptyAsAbsent(values: Record<string, string>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value === '' ? undefined : value]));
}
