import { Alert, Stack, TabLinks } from '@koppel/ui';
import { getRouteApi, Link, Outlet, useLocation } from '@tanstack/react-router';
import { useOperation } from '../../lib/api/queries.js';
import { ConnectedApplications } from '../../lib/integration/connected-applications.js';
import { HealthBadge } from '../../lib/integration/health-badge.js';
import { Page } from '../../lib/page/page.js';
import { ProblemAlert } from '../../lib/page/problem-alert.js';
import { QueryView } from '../../lib/page/query-view.js';
import { Trail } from '../../lib/page/trail.js';
import { useIsAllowed } from '../../lib/session/permission.js';
import { PackageUpdates } from './package-updates.js';
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
            {overview?.health.level === 'trouble' && facts.isLoaded && (
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
