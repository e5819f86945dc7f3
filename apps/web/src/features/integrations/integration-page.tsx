import type { Integration } from '@koppel/contracts';
import { Alert, Button, Card, Row, Stack, TextLink } from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { apiQuery, useOperation } from '../../lib/api/queries.js';
import { usePollMs } from '../../lib/events/live-updates.js';
import { ConnectedApplications } from '../../lib/integration/connected-applications.js';
import { HealthBadge } from '../../lib/integration/health-badge.js';
import { overviewOf, useParts } from '../../lib/integration/use-overview.js';
import { ConfirmDialog } from '../../lib/page/confirm-dialog.js';
import { Page } from '../../lib/page/page.js';
import { ProblemAlert } from '../../lib/page/problem-alert.js';
import { QueryView } from '../../lib/page/query-view.js';
import { RunTable } from '../../lib/run/run-table.js';
import { useIsAllowed } from '../../lib/session/permission.js';
import { FlowActions } from './flow-actions.js';
import { FlowTable } from './flow-table.js';
import { texts } from './texts.js';

const route = getRouteApi('/console/integrations/$integrationId');
const LAST_RUNS = 10;
const OFTEN_MS = 5000;
const SELDOM_MS = 60_000;

export function IntegrationPage() {
  const { integrationId } = route.useParams();
  const integration = useQuery(apiQuery('getIntegration', { integrationId }));
  const parts = useParts(integration.data ? [integration.data] : []);
  const overview = integration.data && overviewOf(integration.data, parts);
  const isAllowed = useIsAllowed();
  return (
    <Page
      title={integration.data?.title ?? texts.integration}
      trail={
        <TextLink>
          <Link to="/integrations">{texts.back}</Link>
        </TextLink>
      }
      badge={overview && parts.isLoaded && <HealthBadge level={overview.health.level} />}
      description={
        overview && <ConnectedApplications connections={overview.connections} applications={overview.applications} />
      }
      actions={
        integration.data && isAllowed('deleteIntegration') && <DeleteIntegration integration={integration.data} />
      }
    >
      <QueryView query={integration}>
        {(data) => (
          <Stack gap="lg">
            <ProblemAlert error={parts.error} />
            {overview?.health.level === 'trouble' && parts.isLoaded && (
              <Alert tone="danger">{overview.health.reasons.join(' ')}</Alert>
            )}
            {!data.flows.some(({ isEnabled }) => isEnabled) && <ContinueInWizard integration={data} />}
            <Card title={texts.flows}>
              <FlowTable
                integration={data}
                summaries={overview?.summaries ?? new Map()}
                actions={(flow) => <FlowActions flow={flow} connections={parts.connections} />}
              />
            </Card>
            <LastRuns integration={data} />
          </Stack>
        )}
      </QueryView>
    </Page>
  );
}

function ContinueInWizard({ integration }: { integration: Integration }) {
  const [first, second] = integration.connectionIds;
  return (
    <Alert
      title={texts.continueTitle}
      actions={
        <Button size="sm" asChild>
          <Link to="/wizard/settings" search={{ first, second, integration: integration.id }}>
            {texts.continueInWizard}
          </Link>
        </Button>
      }
    >
      {texts.continue}
    </Alert>
  );
}

function LastRuns({ integration }: { integration: Integration }) {
  const refetchInterval = usePollMs(OFTEN_MS, SELDOM_MS);
  const runs = useQuery({
    ...apiQuery('listRuns', { integrationId: integration.id, limit: LAST_RUNS }),
    refetchInterval,
  });
  return (
    <Card title={texts.lastRuns}>
      <Stack>
        <QueryView query={runs}>{({ items }) => <RunTable runs={items} />}</QueryView>
        <Row>
          <Button size="sm" asChild>
            <Link to="/runs" search={{ integrationId: integration.id }}>
              {texts.allRuns}
            </Link>
          </Button>
        </Row>
      </Stack>
    </Card>
  );
}

function DeleteIntegration({ integration }: { integration: Integration }) {
  const [isAsking, setIsAsking] = useState(false);
  const navigate = useNavigate();
  const remove = useOperation('deleteIntegration', {
    refreshes: ['listIntegrations'],
    onSuccess: () => void navigate({ to: '/integrations' }),
  });
  return (
    <>
      <Button variant="danger" onClick={() => setIsAsking(true)}>
        {texts.delete}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={texts.deleteTitle(integration.title)}
        question={texts.deleteQuestion}
        action={texts.delete}
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate({ integrationId: integration.id })}
        onClose={() => setIsAsking(false)}
      />
    </>
  );
}
