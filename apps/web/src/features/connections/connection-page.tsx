import type { Connection, Integration } from '@koppel/contracts';
import { Alert, Card, Stack, Text, TextLink } from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { applicationQuery } from '../../entities/application/application.js';
import { ConnectionEditor } from '../../entities/connection/connection-editor.js';
import { ConnectionBadge } from '../../entities/connection/connection-state.js';
import { apiQuery, useOperation, wholeListQuery } from '../../shared/api/queries.js';
import { formatMoment } from '../../shared/format/format.js';
import { DeleteButton } from '../../shared/page/confirm-dialog.js';
import { Page, Trail } from '../../shared/page/page.js';
import { QueryView } from '../../shared/page/query-view.js';
import { useIsAllowed } from '../../shared/session/session.js';
import { texts } from './texts.js';

const route = getRouteApi('/console/connections/$connectionId');

export function ConnectionPage() {
  const { connectionId } = route.useParams();
  const connection = useQuery(apiQuery('getConnection', { connectionId }));
  const isAllowed = useIsAllowed();
  const rename = useOperation('updateConnection', { refreshes: ['getConnection', 'listConnections'] });
  const { data } = connection;
  return (
    <Page
      title={data?.displayTitle ?? texts.connection}
      rename={
        data && isAllowed('updateConnection')
          ? {
              label: texts.name,
              save: (displayTitle) => rename.mutateAsync({ connectionId: data.id, displayTitle }),
            }
          : undefined
      }
      trail={
        <Trail>
          <Link to="/connections">{texts.back}</Link>
        </Trail>
      }
      badge={data && <ConnectionBadge state={data.state} />}
      description={data && (data.testedAt ? texts.tested(formatMoment(data.testedAt)) : texts.neverTested)}
      actions={data && isAllowed('deleteConnection') && <DeleteConnection connection={data} />}
    >
      <QueryView query={connection}>
        {(loaded) => (
          <Stack gap="lg">
            <UsedBy connection={loaded} />
            {isAllowed('updateConnection') ? <Editor connection={loaded} /> : <Alert>{texts.onlyAdmins}</Alert>}
          </Stack>
        )}
      </QueryView>
    </Page>
  );
}

function Editor({ connection }: { connection: Connection }) {
  const application = useQuery(applicationQuery(connection.applicationId));
  return (
    <QueryView query={application}>
      {(data) => (
        // A rename remounts the form.
        <ConnectionEditor
          key={connection.displayTitle}
          application={data}
          connection={connection}
          onSaved={() => undefined}
        />
      )}
    </QueryView>
  );
}

function useUsers(connection: Connection) {
  return useQuery(wholeListQuery('listIntegrations', { connectionId: connection.id }));
}

function UsedBy({ connection }: { connection: Connection }) {
  const integrations = useUsers(connection);
  return (
    <Card title={texts.usedBy}>
      <QueryView query={integrations}>
        {({ items }) =>
          items.length === 0 ? <Text tone="soft">{texts.unused}</Text> : <IntegrationLinks integrations={items} />
        }
      </QueryView>
    </Card>
  );
}

function IntegrationLinks({ integrations }: { integrations: Integration[] }) {
  return (
    <ul className="grid gap-1">
      {integrations.map(({ id, title }) => (
        <li key={id}>
          <TextLink>
            <Link to="/integrations/$integrationId" params={{ integrationId: id }}>
              {title}
            </Link>
          </TextLink>
        </li>
      ))}
    </ul>
  );
}

function DeleteConnection({ connection }: { connection: Connection }) {
  const navigate = useNavigate();
  const integrations = useUsers(connection);
  const remove = useOperation('deleteConnection', {
    refreshes: ['listConnections'],
    onSuccess: () => void navigate({ to: '/connections' }),
  });
  const users = integrations.data?.items ?? [];
  return (
    <DeleteButton
      label={texts.delete}
      title={texts.deleteTitle(connection.displayTitle)}
      question={users.length > 0 ? texts.inUse : texts.deleteQuestion}
      canDelete={integrations.isSuccess && users.length === 0}
      isBusy={remove.isPending}
      error={remove.error ?? integrations.error}
      onDelete={() => remove.mutate({ connectionId: connection.id })}
    >
      {users.length > 0 && <IntegrationLinks integrations={users} />}
    </DeleteButton>
  );
}
