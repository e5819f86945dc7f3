import { Button, Card, Row, Stack } from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { apiQuery } from '../../lib/api/queries.js';
import { usePollMs } from '../../lib/events/live-updates.js';
import { QueryView } from '../../lib/page/query-view.js';
import { RunTable } from '../../lib/run/run-table.js';
import { texts } from './texts.js';
import { useIntegration } from './use-integration.js';

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
