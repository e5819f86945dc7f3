import type { ApiKey, ApiKeyOwner } from '@koppel/contracts';
import { Alert, Badge, Button, Card, type Column, CopyField, Field, Row, Stack, Table, Text } from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Reply } from '../../shared/api/call.js';
import { apiQuery, useOperation } from '../../shared/api/queries.js';
import { formatDay, formatMoment } from '../../shared/format/format.js';
import { ConfirmDialog } from '../../shared/page/confirm-dialog.js';
import { Page } from '../../shared/page/page.js';
import { QueryView } from '../../shared/page/query-view.js';
import { sessionQuery } from '../../shared/session/session.js';
import { NewKey } from './new-key.js';
import { texts } from './texts.js';

/** Keys by which programs call the API: the person's own, and the organization's for those who manage it. */
export function ApiKeysPage() {
  const { data: session } = useQuery(sessionQuery);
  const [made, setMade] = useState<Reply<'createApiKey'>>();
  if (!session) return null;
  const canManage = session.role === 'owner' || session.role === 'admin';
  return (
    <Page title={texts.title} description={texts.introduction}>
      <Stack gap="lg">
        {made && <MadeKey made={made} />}
        <Keys owner="person" title={texts.own} description={texts.ownHelp} />
        {canManage && <Keys owner="organization" title={texts.ofOrganization} description={texts.ofOrganizationHelp} />}
        <NewKey role={session.role} onMade={setMade} />
      </Stack>
    </Page>
  );
}

/** The one time that a key is shown. */
function MadeKey({ made: { apiKey, key } }: { made: Reply<'createApiKey'> }) {
  return (
    <Stack>
      <Alert tone="good" title={texts.made(apiKey.name)} />
      <Field label={texts.key} help={texts.keyHelp}>
        <CopyField value={key} copyLabel={texts.copy} copiedLabel={texts.copied} />
      </Field>
    </Stack>
  );
}

function Keys({ owner, title, description }: { owner: ApiKeyOwner; title: string; description: string }) {
  const keys = useQuery(apiQuery('listApiKeys', { owner }));
  return (
    <Card title={title} description={description}>
      <QueryView query={keys}>
        {({ items }) =>
          items.length === 0 ? (
            <Text tone="soft">{texts.none}</Text>
          ) : (
            <Table caption={title} columns={columns} rows={items} rowKey={({ id }) => id} />
          )
        }
      </QueryView>
    </Card>
  );
}

const columns: Column<ApiKey>[] = [
  {
    id: 'name',
    header: texts.name,
    cell: ({ name, start, madeBy, createdAt }) => (
      <>
        <span className="font-medium break-words">{name}</span>{' '}
        <code className="font-mono text-xs break-all">{start}…</code>
        <span className="block text-sm break-words text-ink-soft">
          {texts.madeBy(madeBy ?? texts.formerMember, formatDay(createdAt.slice(0, 10), 'long'))}
        </span>
      </>
    ),
  },
  {
    id: 'scopes',
    header: texts.scopes,
    cell: ({ scopes }) => scopes.map((scope) => texts.scopeNames[scope]).join(', '),
  },
  {
    id: 'used',
    header: texts.used,
    cell: ({ lastUsedAt }) => (lastUsedAt === null ? texts.neverUsed : formatMoment(lastUsedAt)),
  },
  {
    id: 'ends',
    header: texts.ends,
    cell: ({ expiresAt }) =>
      Date.parse(expiresAt) <= Date.now() ? (
        <Badge tone="danger">{texts.expired}</Badge>
      ) : (
        formatDay(expiresAt.slice(0, 10), 'long')
      ),
  },
  {
    id: 'revoke',
    header: texts.revoke,
    isHeaderHidden: true,
    align: 'end',
    cell: (apiKey) => <RevokeKey apiKey={apiKey} />,
  },
];

function RevokeKey({ apiKey: { id: apiKeyId, name } }: { apiKey: ApiKey }) {
  const [isAsking, setIsAsking] = useState(false);
  const revoke = useOperation('revokeApiKey', {
    refreshes: ['listApiKeys'],
    onSuccess: () => setIsAsking(false),
  });
  return (
    <Row>
      <Button size="sm" aria-label={texts.revokeKey(name)} onClick={() => setIsAsking(true)}>
        {texts.revoke}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={texts.revokeKey(name)}
        question={texts.revokeQuestion}
        action={texts.revoke}
        isBusy={revoke.isPending}
        error={revoke.error}
        onConfirm={() => revoke.mutate({ apiKeyId })}
        onClose={() => setIsAsking(false)}
      />
    </Row>
  );
}
