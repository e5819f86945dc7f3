import { Card, EmptyState, Stack, TextLink } from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { CircleCheck } from 'lucide-react';
import { useCallback } from 'react';
import { useFlowNames } from '../../entities/flow/flow-filter.js';
import { apiQuery } from '../../shared/api/queries.js';
import { usePollMs } from '../../shared/events/live-updates.js';
import { SearchField } from '../../shared/list/search-field.js';
import { Page } from '../../shared/page/page.js';
import { QueryView } from '../../shared/page/query-view.js';
import { CauseCounts, CauseExplanation, causeTitle, totalOf } from './cause-card.js';
import { IssueList } from './issue-list.js';
import { texts } from './texts.js';

const route = getRouteApi('/console/issues/causes/$causeId');
const OFTEN_MS = 5000;
const SELDOM_MS = 60_000;

/** The issues of one cause. */
export function CausePage() {
  const { causeId } = route.useParams();
  const { q } = route.useSearch();
  const refetchInterval = usePollMs(OFTEN_MS, SELDOM_MS);
  const causes = useQuery({ ...apiQuery('listIssueCauses', { limit: 200 }), refetchInterval });
  const cause = causes.data?.items.find((one) => one.causeId === causeId);
  const name = useFlowNames().nameOf(cause?.flowId ?? '');
  const onSearch = useSearching(causeId);
  return (
    <Page
      title={cause ? causeTitle(cause) : texts.issues}
      description={name && `${name.integration} · ${name.flow}`}
      trail={
        <TextLink>
          <Link to="/issues" search={{}}>
            {texts.toIssues}
          </Link>
        </TextLink>
      }
      badge={cause && <CauseCounts cause={cause} />}
    >
      <QueryView query={causes}>
        {() => (
          <Stack gap="lg">
            {cause && (
              <Card>
                <Stack>
                  <CauseExplanation cause={cause} />
                </Stack>
              </Card>
            )}
            <div className="max-w-xl">
              <SearchField label={texts.search} help={texts.searchHelp} value={q ?? ''} onSearch={onSearch} />
            </div>
            <IssueList
              key={q ?? ''}
              input={{ causeId, isUnresolved: true, search: q }}
              canSelect
              cause={
                cause && !q
                  ? { causeId, actionable: cause.counts.open + cause.counts.held, total: totalOf(cause) }
                  : undefined
              }
              empty={<NoIssues isSearch={Boolean(q)} />}
            />
          </Stack>
        )}
      </QueryView>
    </Page>
  );
}

/** The search is in the address, so that it can be shared and restored. */
function useSearching(causeId: string): (text: string) => void {
  const navigate = useNavigate();
  return useCallback(
    (text: string) =>
      void navigate({
        to: '/issues/causes/$causeId',
        params: { causeId },
        search: { q: text || undefined },
        replace: true,
        resetScroll: false,
      }),
    [navigate, causeId],
  );
}

function NoIssues({ isSearch }: { isSearch: boolean }) {
  return (
    <EmptyState
      icon={<CircleCheck aria-hidden className="size-10" />}
      title={isSearch ? texts.noneTitle : texts.causeGoneTitle}
    >
      {isSearch ? texts.noneFound : texts.causeGone}
    </EmptyState>
  );
}
