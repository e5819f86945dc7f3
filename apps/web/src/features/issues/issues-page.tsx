import { Alert, Button, EmptyState, FilterBar, FilterTabs, Stack } from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { CircleCheck } from 'lucide-react';
import { type ReactNode, useCallback, useState } from 'react';
import { FlowFilter } from '../../entities/flow/flow-filter.js';
import { apiQuery } from '../../shared/api/queries.js';
import { usePollMs } from '../../shared/events/live-updates.js';
import { SearchField } from '../../shared/list/search-field.js';
import { Page } from '../../shared/page/page.js';
import { QueryView } from '../../shared/page/query-view.js';
import { CauseCard } from './cause-card.js';
import { BulkNotice, type BulkResult } from './issue-actions.js';
import { IssueList } from './issue-list.js';
import { texts } from './texts.js';

const route = getRouteApi('/console/issues');
const OFTEN_MS = 5000;
const SELDOM_MS = 60_000;

/** Unresolved issues by cause; resolved and skipped ones one by one. */
export function IssuesPage() {
  const { runId, state } = route.useSearch();
  return (
    <Page title={texts.title} description={texts.introduction}>
      <div className="grid gap-5">
        {runId ? (
          <OfRun runId={runId} />
        ) : (
          <>
            <Views />
            <Filters />
            {state === 'resolved' || state === 'skipped' ? <History state={state} /> : <Causes />}
          </>
        )}
      </div>
    </Page>
  );
}

function Views() {
  const search = route.useSearch();
  const current = search.state === 'resolved' || search.state === 'skipped' ? search.state : undefined;
  const views = [
    { id: undefined, label: texts.unresolved },
    { id: 'resolved', label: texts.resolved },
    { id: 'skipped', label: texts.skipped },
  ] as const;
  const tabs = views.map(({ id, label }) => ({
    id: id ?? 'unresolved',
    label,
    isCurrent: id === current,
    link: (content: ReactNode) => (
      <Link
        to="/issues"
        search={{ ...search, q: undefined, state: id }}
        activeOptions={{ exact: true, includeSearch: true, explicitUndefined: true }}
      >
        {content}
      </Link>
    ),
  }));
  return <FilterTabs label={texts.views} tabs={tabs} />;
}

function Filters() {
  const search = route.useSearch();
  const navigate = useNavigate();
  const isHistory = search.state === 'resolved' || search.state === 'skipped';
  const onSearch = useCallback(
    (q: string) =>
      void navigate({
        to: '/issues',
        search: { ...search, q: q || undefined },
        replace: true,
        resetScroll: false,
      }),
    [navigate, search],
  );
  const searchField = isHistory && (
    <SearchField label={texts.search} help={texts.searchHelp} value={search.q ?? ''} onSearch={onSearch} />
  );
  return (
    <FilterBar label={texts.filters} search={searchField}>
      <FlowFilter
        label={texts.flow}
        allLabel={texts.allFlows}
        integrationId={search.integrationId}
        flowId={search.flowId}
        onChange={(chosen) =>
          void navigate({
            to: '/issues',
            search: { ...search, integrationId: undefined, flowId: undefined, ...chosen },
            replace: true,
          })
        }
      />
    </FilterBar>
  );
}

function Causes() {
  const { flowId, integrationId } = route.useSearch();
  const refetchInterval = usePollMs(OFTEN_MS, SELDOM_MS);
  const causes = useQuery({ ...apiQuery('listIssueCauses', { flowId, integrationId, limit: 200 }), refetchInterval });
  const [result, setResult] = useState<BulkResult>();
  return (
    <>
      {result && <BulkNotice result={result} />}
      <QueryView query={causes}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={<CircleCheck aria-hidden className="size-10" />} title={texts.noneTitle}>
              {texts.none}
            </EmptyState>
          ) : (
            <section aria-label={texts.causes} className="grid gap-4">
              {items.map((cause) => (
                <CauseCard key={cause.causeId} cause={cause} onResult={setResult} />
              ))}
            </section>
          )
        }
      </QueryView>
    </>
  );
}

function History({ state }: { state: 'resolved' | 'skipped' }) {
  const { flowId, integrationId, q } = route.useSearch();
  const none = state === 'resolved' ? texts.noneResolved : texts.noneSkipped;
  return (
    <IssueList
      key={state}
      input={{ flowId, integrationId, state, search: q }}
      empty={<EmptyState title={texts.noneTitle}>{q ? texts.noneFound : none}</EmptyState>}
    />
  );
}

/** The issues of one run, with the way to all of them. */
function OfRun({ runId }: { runId: string }) {
  return (
    <Stack>
      <Alert
        actions={
          <>
            <Button size="sm" asChild>
              <Link to="/issues" search={{}}>
                {texts.showAll}
              </Link>
            </Button>
            <Button size="sm" asChild>
              <Link to="/runs/$runId" params={{ runId }}>
                {texts.toRun}
              </Link>
            </Button>
          </>
        }
      >
        {texts.ofRun}
      </Alert>
      <IssueList input={{ runId }} canSelect empty={<EmptyState title={texts.noneTitle}>{texts.none}</EmptyState>} />
    </Stack>
  );
}
