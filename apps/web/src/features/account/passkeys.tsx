import { Alert, Button, Card, type Column, Field, Input, Stack, Table, Text } from '@koppel/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { formatMoment } from '../../shared/format/format.js';
import { ConfirmDialog } from '../../shared/page/confirm-dialog.js';
import { QueryView } from '../../shared/page/query-view.js';
import { type Passkey, passkeysQuery, removePasskey } from '../../shared/session/accounts.js';
import { AddPasskey } from './add-passkey.js';
import { texts } from './texts.js';

/** What opens the account beside the password; every change asks for the password. */
export function Passkeys() {
  const passkeys = useQuery(passkeysQuery);
  const queryClient = useQueryClient();
  const [added, setAdded] = useState(0);
  const refresh = async () => {
    await queryClient.invalidateQueries();
    setAdded(added + 1);
  };
  return (
    <Card title={texts.passkeys} description={texts.passkeysHelp}>
      <QueryView query={passkeys}>
        {(rows) => (
          <Stack>
            {rows.length === 0 ? (
              <Text tone="soft">{texts.noPasskeys}</Text>
            ) : (
              <Table caption={texts.passkeys} columns={columns} rows={rows} rowKey={({ id }) => id} />
            )}
            {added > 0 && <Alert tone="good" title={texts.passkeyAdded} />}
            {/* The form closes with what was added. */}
            <AddPasskey key={added} onAdded={refresh} />
          </Stack>
        )}
      </QueryView>
    </Card>
  );
}

const columns: Column<Passkey>[] = [
  {
    id: 'name',
    header: texts.passkeyName,
    cell: ({ name }) => <span className="font-medium break-words">{name}</span>,
  },
  { id: 'added', header: texts.added, cell: ({ createdAt }) => formatMoment(createdAt) },
  {
    id: 'used',
    header: texts.lastUsed,
    cell: ({ lastUsedAt }) => (lastUsedAt === null ? texts.neverUsed : formatMoment(lastUsedAt)),
  },
  {
    id: 'remove',
    header: texts.removePasskey,
    isHeaderHidden: true,
    align: 'end',
    cell: (passkey) => <RemovePasskey passkey={passkey} />,
  },
];

function RemovePasskey({ passkey: { id, name } }: { passkey: Passkey }) {
  const [isAsking, setIsAsking] = useState(false);
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string>();
  const queryClient = useQueryClient();
  const remove = useMutation({ mutationFn: removePasskey, onSuccess: () => queryClient.invalidateQueries() });
  const confirm = () => {
    setProblem(password === '' ? texts.yourPasswordMissing : undefined);
    if (password !== '') remove.mutate({ id, password });
  };
  const close = () => {
    setIsAsking(false);
    setPassword('');
    setProblem(undefined);
    remove.reset();
  };
  return (
    <>
      <Button size="sm" aria-label={texts.removePasskeyNamed(name)} onClick={() => setIsAsking(true)}>
        {texts.removePasskey}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={texts.removePasskeyNamed(name)}
        question={texts.removePasskeyQuestion}
        action={texts.removePasskey}
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={confirm}
        onClose={close}
      >
        <Field label={texts.yourPassword} error={problem} isRequired>
          <Input
            type="password"
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </Field>
      </ConfirmDialog>
    </>
  );
}
