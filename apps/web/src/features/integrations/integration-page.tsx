import type { Integration, PackageUpdate } from '@koppel/contracts';
import { Alert, Button, Stack, TabLinks } from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, Outlet, useLocation } from '@tanstack/react-router';
import { useState } from 'react';
import { flowTitle } from '../../entities/flow/flow-title.js';
import { ConnectedApplications, HealthBadge } from '../../entities/integration/integration-line.js';
import { apiQuery, useOperation } from '../../shared/api/queries.js';
import { ConfirmDialog } from '../../shared/page/confirm-dialog.js';
import { Page, Trail } from '../../shared/page/page.js';
import { ProblemAlert, QueryView } from '../../shared/page/query-view.js';
import { useIsAllowed } from '../../shared/session/session.js';
import { texts } from './texts.js';
import { useIntegration } from './use-integration.js';

const route = getRouteApi('/console/integrations/$integrationId');

const parts = [
  { id: 'flows', to: '/integrations/$integrationId', label: texts.flows },
  { id: 'runs', to: '/integrations/$integrationId/runs', label: texts.runs },
  { id: 'manage', to: '/integrations/$integrationId/manage', label: texts.manage },
] as const;

export function IntegrationPage() {
  const { integrationId } = route.useParams();
  const { integration, parts: facts, overview } = useIntegration(integrationId);
  const isAllowed = useIsAllowed();
  const { pathname } = useLocation();
  const rename = useOperation('updateIntegration', { refreshes: ['getIntegration', 'listIntegrations'] });
  const part = parts.find(({ id }) => pathname.endsWith(`/${id}`)) ?? parts[0];
  return (
    <Page
      title={integration.data?.title ?? texts.integration}
      part={part.label}
      rename={
        integration.data && isAllowed('updateIntegration')
          ? { label: texts.name, save: (title) => rename.mutateAsync({ integrationId: integration.data.id, title }) }
          : undefined
      }
      trail={
        <Trail>
          <Link to="/integrations">{texts.back}</Link>
        </Trail>
      }
      badge={overview && facts.isLoaded && <HealthBadge level={overview.health.level} />}
      description={
        overview && <ConnectedApplications connections={overview.connections} applications={overview.applications} />
      }
    >
      <QueryView query={integration}>
        {(data) => (
          <Stack gap="lg">
            <ProblemAlert error={facts.error} />
            {overview?.health.level === 'failing' && facts.isLoaded && (
              <Alert tone="danger">{overview.health.reasons.join(' ')}</Alert>
            )}
            <PackageUpdates integration={data} />
            <TabLinks
              label={texts.parts}
              tabs={parts.map(({ id, to, label }) => ({
                id,
                label,
                link: (look) => <Link to={to} params={{ integrationId }} activeOptions={{ exact: true }} {...look} />,
              }))}
            />
            <Outlet />
          </Stack>
        )}
      </QueryView>
    </Page>
  );
}

/** What newer packages would bring; nothing while there is nothing new. */
export function PackageUpdates({ integration }: { integration: Integration }) {
  const updates = useQuery(apiQuery('listPackageUpdates', { integrationId: integration.id }));
  return updates.data?.items.map((update) => (
    <Update key={update.packageId} integration={integration} update={update} />
  ));
}

function Update({ integration, update }: { integration: Integration; update: PackageUpdate }) {
  const [isConfirming, setIsConfirming] = useState(false);
  const isAllowed = useIsAllowed();
  const apply = useOperation('applyPackageUpdate', {
    refreshes: ['listPackageUpdates', 'getIntegration', 'listIntegrations', 'listFlowSummaries'],
    onSuccess: () => setIsConfirming(false),
  });
  const newFlows = update.newFlows.map(flowTitle).join(', ');
  const endedFlows = update.endedFlows.map(({ title }) => title).join(', ');
  return (
    <Alert
      tone="info"
      title={texts.updateTitle(update.title)}
      actions={
        isAllowed('applyPackageUpdate') && (
          <Button size="sm" onClick={() => setIsConfirming(true)}>
            {texts.applyUpdate}
          </Button>
        )
      }
    >
      {newFlows && <p>{texts.newFlows(newFlows)}</p>}
      {endedFlows && <p>{texts.endedFlows(endedFlows)}</p>}
      <ConfirmDialog
        isOpen={isConfirming}
        title={texts.applyTitle(update.title)}
        question={endedFlows ? texts.applyQuestionEnding(endedFlows) : texts.applyQuestion}
        action={texts.applyUpdate}
        tone={endedFlows ? 'danger' : 'plain'}
        isBusy={apply.isPending}
        error={apply.error}
        onConfirm={() => apply.mutate({ integrationId: integration.id, packageId: update.packageId })}
        onClose={() => setIsConfirming(false)}
      />
    </Alert>
  );
}
