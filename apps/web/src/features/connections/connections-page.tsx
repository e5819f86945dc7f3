import { EmptyState, Stack } from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { Cable } from 'lucide-react';
import { apiQuery } from '../../lib/api/queries.js';
import { usePollMs } from '../../lib/events/live-updates.js';
import { StartIntegrating } from '../../lib/integration/start-integrating.js';
import { Page } from '../../lib/page/page.js';
import { QueryView } from '../../lib/page/query-view.js';
import { ConnectionCard } from './connection-card.js';
import { texts } from './texts.js';

const OFTEN_MS = 10_000;
const SELDOM_MS = 60_000;

export function ConnectionsPage() {
  const refetchInterval = usePollMs(OFTEN_MS, SELDOM_MS);
  const connections = useQuery({ ...apiQuery('listConnections', {}), refetchInterval });
  const applications = useQuery(apiQuery('listApplications', {}));
  return (
    <Page title={texts.title} description={texts.introduction}>
      <QueryView query={applications}>
        {(catalog) => (
          <QueryView query={connections}>
            {({ items }) =>
              items.length === 0 ? (
                <EmptyState
                  icon={<Cable aria-hidden className="size-10" />}
                  title={texts.noneTitle}
                  actions={<StartIntegrating />}
                >
                  {texts.none}
                </EmptyState>
              ) : (
                <Stack columns="two" gap="lg">
                  {items.map((connection) => (
                    <ConnectionCard
                      key={connection.id}
                      connection={connection}
                      application={catalog.items.find(({ id }) => id === connection.applicationId)}
                    />
                  ))}
                </Stack>
              )
            }
          </QueryView>
        )}
      </QueryView>
    </Page>
  );
}
