import type { Application, Connection, Integration } from '@koppel/contracts';
import { Alert, Button, Card, EmptyState, Row, Stack, Text, TextLink } from '@koppel/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Plug } from 'lucide-react';
import { ApplicationLogo, applicationsQuery } from '../../entities/application/application.js';
import { AuthorizationNotice, useAuthorization } from '../../entities/connection/authorization.js';
import { ConnectionBadge, connectionReason, TestSteps } from '../../entities/connection/connection-state.js';
import { connectionStates } from '../../entities/connection/texts.js';
import { StartIntegrating } from '../../entities/integration/start-integrating.js';
import { apiQuery, useOperation, wholeListQuery } from '../../shared/api/queries.js';
import { usePollMs } from '../../shared/events/live-updates.js';
import { formatMoment } from '../../shared/format/format.js';
import { Page } from '../../shared/page/page.js';
import { ProblemAlert, QueryView } from '../../shared/page/query-view.js';
import { useIsAllowed } from '../../shared/session/session.js';
import { type ConnectionGroup, groupConnections } from './group-connections.js';
import { texts } from './texts.js';

const OFTEN_MS = 10_000;
const SELDOM_MS = 60_000;

export function ConnectionsPage() {
  const refetchInterval = usePollMs(OFTEN_MS, SELDOM_MS);
  const connections = useQuery({ ...apiQuery('listConnections', {}), refetchInterval });
  const applications = useQuery(applicationsQuery());
  const integrations = useQuery(wholeListQuery('listIntegrations', {}));
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

export interface ConnectionCardProps {
  connection: Connection;
  application: Application | undefined;
  /** Undefined while that is not known. */
  usedBy: Integration[] | undefined;
}

/** One connection: how it is, and the quick ways to mend it. */
export function ConnectionCard({ connection, application, usedBy }: ConnectionCardProps) {
  const queryClient = useQueryClient();
  const authorization = useAuthorization();
  const test = useOperation('testConnection', {
    refreshes: ['listConnections'],
    onSuccess: ({ connection: tested }) =>
      queryClient.setQueryData(apiQuery('getConnection', { connectionId: tested.id }).queryKey, tested),
  });
  const { displayTitle, state } = connection;
  return (
    <Card
      level={3}
      title={
        <TextLink look="title">
          <Link to="/connections/$connectionId" params={{ connectionId: connection.id }}>
            {displayTitle}
          </Link>
        </TextLink>
      }
      aside={<ConnectionBadge state={state} />}
      footer={
        <Actions
          connection={connection}
          needsGrant={application?.authorization === 'oauth2'}
          isTesting={test.isPending}
          onTest={() => test.mutate({ connectionId: connection.id })}
          onAuthorize={() => authorization.start(connection.id)}
        />
      }
    >
      <Stack>
        <StateText connection={connection} />
        <Text tone="soft" size="sm">
          {connection.testedAt ? texts.tested(formatMoment(connection.testedAt)) : texts.neverTested}
          {usedBy && ` ${texts.usedByCount(usedBy.length)}`}
        </Text>
        <AuthorizationNotice authorization={authorization} button={texts.authorize} />
        <ProblemAlert error={test.error} />
        <div aria-live="polite" className="empty:hidden">
          {test.data && <TestSteps steps={test.data.steps} />}
        </div>
      </Stack>
    </Card>
  );
}

interface ActionsProps {
  connection: Connection;
  /** Its provider asks a person for consent. */
  needsGrant: boolean;
  isTesting: boolean;
  onTest: () => void;
  onAuthorize: () => void;
}

function Actions({ connection, needsGrant, isTesting, onTest, onAuthorize }: ActionsProps) {
  const isAllowed = useIsAllowed();
  const { displayTitle, state } = connection;
  const authorize = state === 'draft' ? texts.authorize : texts.authorizeAgain;
  return (
    <>
      {isAllowed('testConnection') && (
        <Button
          size="sm"
          isBusy={isTesting}
          disabled={state === 'draft' && needsGrant}
          aria-label={texts.of(texts.test, displayTitle)}
          onClick={onTest}
        >
          {texts.test}
        </Button>
      )}
      {needsGrant && isAllowed('updateConnection') && (
        <Button
          size="sm"
          variant={state === 'needs_attention' ? 'primary' : 'secondary'}
          aria-label={texts.of(authorize, displayTitle)}
          onClick={onAuthorize}
        >
          {authorize}
        </Button>
      )}
      <Button size="sm" variant="quiet" asChild aria-label={texts.openNamed(displayTitle)}>
        <Link to="/connections/$connectionId" params={{ connectionId: connection.id }}>
          {texts.open}
        </Link>
      </Button>
    </>
  );
}

function StateText({ connection }: { connection: Connection }) {
  const { state } = connection;
  const { explanation } = connectionStates[state];
  if (state === 'needs_attention') return <Alert tone="danger">{connectionReason(connection) ?? explanation}</Alert>;
  return <Text>{explanation}</Text>;
}
