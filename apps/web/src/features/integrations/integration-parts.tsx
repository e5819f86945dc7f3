import type { Integration, Package } from '@koppel/contracts';
import { Badge, Button, Card, Row, Stack, Text } from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { flowTitle } from '../../entities/flow/flow-title.js';
import { RunTable } from '../../entities/run/run-table.js';
import { apiQuery, useOperation } from '../../shared/api/queries.js';
import { usePollMs } from '../../shared/events/live-updates.js';
import { ConfirmDialog, DeleteButton } from '../../shared/page/confirm-dialog.js';
import { ProblemAlert, QueryView } from '../../shared/page/query-view.js';
import { useIsAllowed } from '../../shared/session/session.js';
import { texts } from './texts.js';
import { useIntegration, useOfferedPackages } from './use-integration.js';

const route = getRouteApi('/console/integrations/$integrationId');
const LAST_RUNS = 20;
const OFTEN_MS = 5000;
const SELDOM_MS = 60_000;

/** What ran last in an integration. */
export function RunsPart() {
  const { integrationId } = route.useParams();
  const { integration } = useIntegration(integrationId);
  const refetchInterval = usePollMs(OFTEN_MS, SELDOM_MS);
  const runs = useQuery({
    ...apiQuery('listRuns', { integrationId: integration.data?.id, limit: LAST_RUNS }),
    enabled: integration.isSuccess,
    refetchInterval,
  });
  return (
    <Card>
      <Stack>
        <QueryView query={runs}>{({ items }) => <RunTable runs={items} />}</QueryView>
        <Row>
          <Button size="sm" asChild>
            <Link to="/runs" search={{ integrationId: integration.data?.id }}>
              {texts.allRuns}
            </Link>
          </Button>
        </Row>
      </Stack>
    </Card>
  );
}

/** The packages of an integration, and its end. */
export function ManagePart() {
  const { integrationId } = route.useParams();
  const { overview } = useIntegration(integrationId);
  const packages = useOfferedPackages(integrationId);
  const isAllowed = useIsAllowed();
  if (!overview) return null;
  return (
    <Stack gap="lg">
      <Card title={texts.packages} description={texts.packagesHelp}>
        <QueryView query={packages}>
          {({ items }) => (
            <ul className="divide-y divide-line">
              {items.map((offered) => (
                <PackageLine key={offered.id} offered={offered} integration={overview.integration} />
              ))}
            </ul>
          )}
        </QueryView>
      </Card>
      {isAllowed('deleteIntegration') && (
        <Card title={texts.deleteHeading} description={texts.deleteHelp} tone="danger">
          <DeleteIntegration integration={overview.integration} />
        </Card>
      )}
    </Stack>
  );
}

function PackageLine({ offered, integration }: { offered: Package; integration: Integration }) {
  const [isConfirming, setIsConfirming] = useState(false);
  const isAllowed = useIsAllowed();
  const update = useOperation('updateIntegration', {
    refreshes: ['getIntegration', 'listIntegrations', 'listFlowSummaries', 'listPackageUpdates'],
    onSuccess: () => setIsConfirming(false),
  });
  const isChosen = integration.packageIds.includes(offered.id);
  const others = integration.packageIds.filter((id) => id !== offered.id);
  const choose = (packageIds: string[]) => update.mutate({ integrationId: integration.id, packageIds });
  const flows = integration.flows.filter(({ packageId }) => packageId === offered.id);
  return (
    <li className="flex flex-wrap items-start justify-between gap-4 py-4 first:pt-0 last:pb-0">
      <div className="grid min-w-0 flex-1 basis-72 gap-1">
        <Row>
          <span className="font-semibold">{offered.title}</span>
          {isChosen && <Badge tone="good">{texts.inUse}</Badge>}
        </Row>
        <Text tone="soft">{offered.description}</Text>
        <Text size="sm">{texts.packageFlows(offered.flows.map(flowTitle).join(', '))}</Text>
        {!isConfirming && <ProblemAlert error={update.error} />}
      </div>
      {isAllowed('updateIntegration') && (
        <Button
          size="sm"
          isBusy={update.isPending}
          aria-label={isChosen ? texts.removeNamed(offered.title) : texts.addNamed(offered.title)}
          onClick={() => (isChosen ? setIsConfirming(true) : choose([...integration.packageIds, offered.id]))}
        >
          {isChosen ? texts.remove : texts.add}
        </Button>
      )}
      <ConfirmDialog
        isOpen={isConfirming}
        title={texts.removeTitle(offered.title)}
        question={texts.removeQuestion(flows.map(flowTitle).join(', '))}
        action={texts.remove}
        isBusy={update.isPending}
        error={update.error}
        onConfirm={() => choose(others)}
        onClose={() => setIsConfirming(false)}
      />
    </li>
  );
}

function DeleteIntegration({ integration }: { integration: Integration }) {
  const navigate = useNavigate();
  const remove = useOperation('deleteIntegration', {
    refreshes: ['listIntegrations'],
    onSuccess: () => void navigate({ to: '/integrations' }),
  });
  return (
    <DeleteButton
      label={texts.delete}
      title={texts.deleteTitle(integration.title)}
      question={texts.deleteQuestion}
      isBusy={remove.isPending}
      error={remove.error}
      onDelete={() => remove.mutate({ integrationId: integration.id })}
    >
      {integration.flows.length > 0 && <Text>{texts.deleteFlows(integration.flows.map(flowTitle).join(', '))}</Text>}
    </DeleteButton>
  );
}
