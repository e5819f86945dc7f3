import { Alert, Button, Stack } from '@koppel/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useDeferredValue, useEffect, useState } from 'react';
import { StartIntegrating } from '../../lib/integration/start-integrating.js';
import { useOverview } from '../../lib/integration/use-overview.js';
import { watchFinished } from '../../lib/integration/wizard-window.js';
import { NearScreen } from '../../lib/page/near-screen.js';
import { Page } from '../../lib/page/page.js';
import { ProblemAlert } from '../../lib/page/problem-alert.js';
import { Loading } from '../../lib/page/query-view.js';
import { IntegrationList } from './integration-list.js';
import { RecordsCard } from './records-card.js';
import { texts } from './texts.js';
import { useDrafts } from './use-drafts.js';

const FirstVisit = lazy(() => import('./first-visit.js'));
const DraftsCard = lazy(() => import('./drafts-card.js'));
const SideColumn = lazy(() => import('./side-column.js'));

export function DashboardPage() {
  const overview = useOverview();
  const drafts = useDrafts();
  // All at once, so that nothing jumps, but in small pieces of work.
  const items = useDeferredValue(drafts && overview.items);
  const isEmpty = items?.length === 0;
  return (
    <Page title={texts.title} description={texts.introduction} actions={items && !isEmpty && <StartIntegrating />}>
      <Stack gap="lg">
        <FinishedNotice />
        {overview.error && <ProblemAlert error={overview.error} onRetry={overview.retry} />}
        {!items && !overview.error && <Loading />}
        {items && drafts && drafts.length > 0 && (
          <Suspense fallback={<div className="h-32" />}>
            <DraftsCard drafts={drafts} />
          </Suspense>
        )}
        {isEmpty && (
          <Suspense fallback={<div className="h-96" />}>
            <FirstVisit />
          </Suspense>
        )}
        {items && !isEmpty && (
          <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_21rem]">
            <Stack gap="lg">
              <RecordsCard />
              <IntegrationList items={items} />
            </Stack>
            <NearScreen fallback={<div className="h-96" />}>
              <SideColumn connections={overview.allConnections} />
            </NearScreen>
          </div>
        )}
      </Stack>
    </Page>
  );
}

/** The wizard runs in a window of its own; when it is finished, this page says so. */
function FinishedNotice() {
  const [integrationId, setIntegrationId] = useState<string>();
  const queryClient = useQueryClient();
  useEffect(
    () =>
      watchFinished((finishedId) => {
        void queryClient.invalidateQueries();
        setIntegrationId(finishedId);
      }),
    [queryClient],
  );
  if (!integrationId) return null;
  return (
    <Alert
      tone="good"
      title={texts.finishedTitle}
      actions={
        <Button size="sm" asChild>
          <Link to="/integrations/$integrationId" params={{ integrationId }}>
            {texts.toIntegration}
          </Link>
        </Button>
      }
    />
  );
}
