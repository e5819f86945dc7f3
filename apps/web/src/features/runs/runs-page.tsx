import { runStateSchema, type RunState } from '@koppel/contracts';
import { Button, Card, Field, Row, Select, Stack } from '@koppel/ui';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { usePagedQuery } from '../../lib/api/paged-query.js';
import { Page } from '../../lib/page/page.js';
import { ProblemAlert } from '../../lib/page/problem-alert.js';
import { Loading } from '../../lib/page/query-view.js';
import { texts as pageTexts } from '../../lib/page/texts.js';
import { RunTable } from '../../lib/run/run-table.js';
import { runStateWords } from '../../lib/run/texts.js';
import { texts } from './texts.js';

const route = getRouteApi('/console/runs');
const options = runStateSchema.options.map((state) => ({ value: state, label: runStateWords[state].label }));

export function RunsPage() {
  const search = route.useSearch();
  const navigate = useNavigate();
  const runs = usePagedQuery('listRuns', search);
  const choose = (state: string) =>
    void navigate({ to: '/runs', search: { ...search, state: state === '' ? undefined : (state as RunState) } });
  return (
    <Page title={texts.title} description={texts.introduction}>
      <Stack>
        <div className="max-w-xs">
          <Field label={texts.state}>
            <Select
              placeholder={texts.allStates}
              options={options}
              value={search.state ?? ''}
              onChange={(event) => choose(event.target.value)}
            />
          </Field>
        </div>
        {runs.error && <ProblemAlert error={runs.error} onRetry={() => void runs.refetch()} />}
        {runs.isPending && <Loading />}
        {runs.data && (
          <Card>
            <RunTable runs={runs.data} />
          </Card>
        )}
        {runs.hasNextPage && (
          <Row>
            <Button isBusy={runs.isFetchingNextPage} onClick={() => void runs.fetchNextPage()}>
              {pageTexts.loadMore}
            </Button>
          </Row>
        )}
      </Stack>
    </Page>
  );
}
