import type { Connection, Integration } from '@koppel/contracts';
import { EmptyState, Row, Stack } from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { Plug } from 'lucide-react';
import { applicationsQuery } from '../../lib/api/catalog-queries.js';
import { apiQuery } from '../../lib/api/queries.js';
import { ApplicationLogo } from '../../lib/connection/application-logo.js';
import { usePollMs } from '../../lib/events/live-updates.js';
import { StartIntegrating } from '../../lib/integration/start-integrating.js';
import { Page } from '../../lib/page/page.js';
import { QueryView } from '../../lib/page/query-view.js';
import { ConnectionCard } from './connection-card.js';
import { groupConnections, type ConnectionGroup } from './group-connections.js';
import { texts } from './texts.js';

const OFTEN_MS = 10_000;
const SELDOM_MS = 60_000;

export function ConnectionsPage() {
  const refetchInterval = usePollMs(OFTEN_MS, SELDOM_MS);
  const connections = useQuery({ ...apiQuery('listConnections', {}), refetchInterval });
  const applications = useQuery(applicationsQuery());
  const integrations = useQuery(apiQuery('listIntegrations', {}));
  return (
    <Page title={texts.title} description={texts.introduction}>
      <QueryView query={applications}>
        {(catalog) => (
          <QueryView query={connections}>
            {({ items }) =>
              items.length === 0 ? (
                <EmptyState
                  icon={<Plug aria-hidden className="size-10" />}
                  title={texts.noneTitle}
                  actions={<StartIntegrating />}
                >
                  {texts.none}
                </EmptyState>
              ) : (
                <div className="grid gap-10">
                  {groupConnections(items, catalog.items).map((group) => (
                    <Group key={group.applicationId} group={group} integrations={integrations.data?.items} />
                  ))}
                </div>
              )
            }
          </QueryView>
        )}
      </QueryView>
    </Page>
  );
}

function Group({ group, integrations }: { group: ConnectionGroup; integrations: Integration[] | undefined }) {
  const { application, applicationId, connections } = group;
  const usedBy = ({ id }: Connection) => integrations?.filter(({ connectionIds }) => connectionIds.includes(id));
  return (
    <section aria-labelledby={`application-${applicationId}`}>
      <Stack>
        <Row gap="md">
          {application && <ApplicationLogo application={application} />}
          <h2 id={`application-${applicationId}`} className="text-lg font-semibold">
            {application?.name ?? applicationId}
          </h2>
          {connections.length > 1 && <span className="text-ink-soft">{texts.several(connections.length)}</span>}
        </Row>
        <Stack columns="two">
          {connections.map((connection) => (
            <ConnectionCard
              key={connection.id}
              connection={connection}
              application={application}
              usedBy={usedBy(connection)}
            />
          ))}
        </Stack>
      </Stack>
    </section>
  );
}
