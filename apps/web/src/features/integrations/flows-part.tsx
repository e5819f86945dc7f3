import { Button, Card, EmptyState, Stack } from '@koppel/ui';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ContinueInWizard } from './continue-in-wizard.js';
import { FlowTable } from './flow-table.js';
import { texts } from './texts.js';
import { useIntegration } from './use-integration.js';

const route = getRouteApi('/console/integrations/$integrationId');

/** What travels in an integration. */
export function FlowsPart() {
  const { integrationId } = route.useParams();
  const { overview } = useIntegration(integrationId);
  if (!overview) return null;
  const { integration } = overview;
  if (integration.flows.length === 0) {
    return (
      <EmptyState
        title={texts.noFlowsTitle}
        actions={
          <Button asChild>
            <Link to="/integrations/$integrationId/manage" params={{ integrationId }}>
              {texts.choosePackages}
            </Link>
          </Button>
        }
      >
        {texts.noFlows}
      </EmptyState>
    );
  }
  return (
    <Stack gap="lg">
      {!integration.flows.some(({ isEnabled }) => isEnabled) && <ContinueInWizard overview={overview} />}
      <Card>
        <FlowTable overview={overview} />
      </Card>
    </Stack>
  );
}
