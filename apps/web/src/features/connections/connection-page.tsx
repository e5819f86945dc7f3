import type { Connection } from '@koppel/contracts';
import { Button, Card, Stack, Text, TextLink } from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { apiQuery, useOperation } from '../../lib/api/queries.js';
import { ConnectionBadge } from '../../lib/connection/connection-badge.js';
import { ConnectionEditor } from '../../lib/connection/connection-editor.js';
import { ConfirmDialog } from '../../lib/page/confirm-dialog.js';
import { Page } from '../../lib/page/page.js';
import { QueryView } from '../../lib/page/query-view.js';
import { useIsAllowed } from '../../lib/session/permission.js';
import { texts } from './texts.js';

const route = getRouteApi('/console/connections/$connectionId');

export function ConnectionPage() {
  const { connectionId } = route.useParams();
  const connection = useQuery(apiQuery('getConnection', { connectionId }));
  const isAllowed = useIsAllowed();
  const back = (
    <TextLink>
      <Link to="/connections">{texts.back}</Link>
    </TextLink>
  );
  return (
    <Page
      title={connection.data?.displayTitle ?? texts.connection}
      trail={back}
      badge={connection.data && <ConnectionBadge state={connection.data.state} />}
      actions={connection.data && isAllowed('deleteConnection') && <DeleteConnection connection={connection.data} />}
    >
      <QueryView query={connection}>
        {(data) => (
          <Stack gap="lg">
            <UsedBy connection={data} />
            <Editor connection={data} />
          </Stack>
        )}
      </QueryView>
    </Page>
  );
}

function Editor({ connection }: { connection: Connection }) {
  const application = useQuery(apiQuery('getApplication', { applicationId: connection.applicationId }));
  return (
    <QueryView query={application}>
      {(data) => <ConnectionEditor application={data} connection={connection} onSaved={() => undefined} />}
    </QueryView>
  );
}

function UsedBy({ connection }: { connection: Connection }) {
  const integrations = useQuery(apiQuery('listIntegrations', { connectionId: connection.id }));
  return (
    <Card title={texts.usedBy}>
      <QueryView query={integrations}>
        {({ items }) =>
          items.length === 0 ? (
            <Text tone="soft">{texts.unused}</Text>
          ) : (
            <ul className="grid gap-1">
              {items.map(({ id, title }) => (
                <li key={id}>
                  <TextLink>
                    <Link to="/integrations/$integrationId" params={{ integrationId: id }}>
                      {title}
                    </Link>
                  </TextLink>
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
    </Card>
  );
}

function DeleteConnection({ connection }: { connection: Connection }) {
  const [isAsking, setIsAsking] = useState(false);
  const navigate = useNavigate();
  const remove = useOperation('deleteConnection', {
    refreshes: ['listConnections'],
    onSuccess: () => void navigate({ to: '/connections' }),
  });
  return (
    <>
      <Button variant="danger" onClick={() => setIsAsking(true)}>
        {texts.delete}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={texts.deleteTitle(connection.displayTitle)}
        question={texts.deleteQuestion}
        action={texts.delete}
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate({ connectionId: connection.id })}
        onClose={() => setIsAsking(false)}
      />
    </>
  );
}
