import { Card, EmptyState, Stack, TextLink } from '@koppel/ui';
import { Link } from '@tanstack/react-router';
import { Cable } from 'lucide-react';
import { ConnectedApplications } from '../../lib/integration/connected-applications.js';
import { HealthBadge } from '../../lib/integration/health-badge.js';
import { StartIntegrating } from '../../lib/integration/start-integrating.js';
import { useOverview, type IntegrationOverview } from '../../lib/integration/use-overview.js';
import { Page } from '../../lib/page/page.js';
import { ProblemAlert } from '../../lib/page/problem-alert.js';
import { Loading } from '../../lib/page/query-view.js';
import { FlowTable } from './flow-table.js';
import { texts } from './texts.js';

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
        {overview.items?.map((item) => (
          <IntegrationSection key={item.integration.id} item={item} />
        ))}
      </Stack>
    </Page>
  );
}

function IntegrationSection({ item }: { item: IntegrationOverview }) {
  const { integration } = item;
  return (
    <Card
      title={
        <TextLink>
          <Link to="/integrations/$integrationId" params={{ integrationId: integration.id }}>
            {integration.title}
          </Link>
        </TextLink>
      }
      description={<ConnectedApplications connections={item.connections} applications={item.applications} />}
      aside={<HealthBadge level={item.health.level} />}
    >
      <FlowTable integration={integration} summaries={item.summaries} />
    </Card>
  );
}
