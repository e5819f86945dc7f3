import { issueStateSchema, type Issue } from '@koppel/contracts';
import { Alert, Button, EmptyState, Field, Row, Select, Stack } from '@koppel/ui';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { CircleCheck } from 'lucide-react';
import { usePagedQuery } from '../../lib/api/paged-query.js';
import { Page } from '../../lib/page/page.js';
import { ProblemAlert } from '../../lib/page/problem-alert.js';
import { Loading } from '../../lib/page/query-view.js';
import { texts as pageTexts } from '../../lib/page/texts.js';
import { IssueCard } from './issue-card.js';
import { issueStateWords, texts } from './texts.js';

const route = getRouteApi('/console/issues');
const options = issueStateSchema.options.map((state) => ({ value: state, label: issueStateWords[state].label }));

export function IssuesPage() {
  const search = route.useSearch();
  const navigate = useNavigate();
  const issues = usePagedQuery('listIssues', search);
  const choose = (state: string) =>
    void navigate({
      to: '/issues',
      search: { ...search, state: state === '' ? undefined : (state as Issue['state']) },
    });
  return (
    <Page title={texts.title} description={texts.introduction}>
      <Stack>
        <Scope />
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
        {issues.error && <ProblemAlert error={issues.error} onRetry={() => void issues.refetch()} />}
        {issues.isPending && <Loading />}
        {issues.data?.length === 0 && (
          <EmptyState icon={<CircleCheck aria-hidden className="size-10" />} title={texts.noneTitle}>
            {texts.none}
          </EmptyState>
        )}
        {issues.data?.map((issue) => (
          <IssueCard key={issue.id} issue={issue} />
        ))}
        {issues.hasNextPage && (
          <Row>
            <Button isBusy={issues.isFetchingNextPage} onClick={() => void issues.fetchNextPage()}>
              {pageTexts.loadMore}
            </Button>
          </Row>
        )}
      </Stack>
    </Page>
  );
}

/** Says when only some issues are shown, with the way to all of them. */
function Scope() {
  const { runId, flowId, integrationId } = route.useSearch();
  const words = (runId && texts.ofRun) || (flowId && texts.ofFlow) || (integrationId && texts.ofIntegration);
  if (!words) return null;
  return (
    <Alert
      actions={
        <>
          <Button size="sm" asChild>
            <Link to="/issues" search={{}}>
              {texts.showAll}
            </Link>
          </Button>
          {runId && (
            <Button size="sm" asChild>
              <Link to="/runs/$runId" params={{ runId }}>
                {texts.toRun}
              </Link>
            </Button>
          )}
        </>
      }
    >
      {words}
    </Alert>
  );
}
