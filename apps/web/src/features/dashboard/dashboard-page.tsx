import { Alert, Button, EmptyState, Stack } from '@koppel/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Cable } from 'lucide-react';
import { useEffect, useState } from 'react';
import { StartIntegrating } from '../../lib/integration/start-integrating.js';
import { useOverview } from '../../lib/integration/use-overview.js';
import { watchFinished } from '../../lib/integration/wizard-window.js';
import { Page } from '../../lib/page/page.js';
import { ProblemAlert } from '../../lib/page/problem-alert.js';
import { Loading } from '../../lib/page/query-view.js';
import { IntegrationCard } from './integration-card.js';
import { texts } from './texts.js';

export function DashboardPage() {
  const overview = useOverview();
  const isEmpty = overview.items?.length === 0;
  return (
    <Page title={texts.title} actions={overview.items && !isEmpty && <StartIntegrating />}>
      <Stack gap="lg">
        <FinishedNotice />
        {overview.error && <ProblemAlert error={overview.error} onRetry={overview.retry} />}
        {!overview.items && !overview.error && <Loading />}
        {isEmpty && (
          <EmptyState
            icon={<Cable aria-hidden className="size-10" />}
            title={texts.firstTitle}
            actions={<StartIntegrating size="lg" />}
          >
            {texts.first}
          </EmptyState>
        )}
        <Stack columns="two" gap="lg">
          {overview.items?.map((item) => (
            <IntegrationCard key={item.integration.id} overview={item} />
          ))}
        </Stack>
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
