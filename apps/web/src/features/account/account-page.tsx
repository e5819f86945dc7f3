import { languages, minPasswordLength } from '@koppel/contracts';
import { Alert, Badge, Button, Card, type Column, Field, Input, Row, Select, Stack, Table } from '@koppel/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { formatMoment } from '../../shared/format/format.js';
import { language, languageNames } from '../../shared/i18n/language.js';
import { Page } from '../../shared/page/page.js';
import { ProblemAlert, QueryView } from '../../shared/page/query-view.js';
import {
  changePassword,
  type Device,
  devicesQuery,
  endOtherSessions,
  endSession,
  updatePerson,
} from '../../shared/session/accounts.js';
import { type Session, sessionQuery } from '../../shared/session/session.js';
import { deviceName } from './device-name.js';
import { Passkeys } from './passkeys.js';
import { SecondFactor } from './second-factor.js';
import { texts } from './texts.js';

/** The person's own: name, language of mails, what opens the account, and where they are signed in. */
export function AccountPage() {
  const { data: session } = useQuery(sessionQuery);
  if (!session) return null;
  return (
    <Page title={texts.title} description={session.user.email}>
      <Stack gap="lg">
        <Person session={session} />
        <Password />
        <SecondFactor />
        <Passkeys />
        <Devices />
      </Stack>
    </Page>
  );
}

const languageOptions = languages.map((value) => ({ value, label: languageNames[value] }));

function Person({ session }: { session: Session }) {
  const [name, setName] = useState(session.user.name);
  const [mailLanguage, setMailLanguage] = useState<string>(language);
  const queryClient = useQueryClient();
  const save = useMutation({
    mutationFn: () => updatePerson({ name: name.trim(), language: mailLanguage }),
    onSuccess: () => queryClient.invalidateQueries(sessionQuery),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '') save.mutate();
  };
  return (
    <Card title={texts.you}>
      <form noValidate onSubmit={submit}>
        <Stack>
          <Field label={texts.name} error={name.trim() === '' ? texts.nameMissing : undefined} isRequired>
            <Input autoComplete="name" maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />
          </Field>
          <Field label={texts.mailLanguage}>
            <Select
              options={languageOptions}
              value={mailLanguage}
              onChange={(event) => setMailLanguage(event.target.value)}
            />
          </Field>
          <ProblemAlert error={save.error} />
          {save.isSuccess && <Alert tone="good" title={texts.saved} />}
          <Row>
            <Button type="submit" isBusy={save.isPending}>
              {texts.save}
            </Button>
          </Row>
        </Stack>
      </form>
    </Card>
  );
}

function Password() {
  const [typed, setTyped] = useState({ currentPassword: '', newPassword: '' });
  const [problem, setProblem] = useState<string>();
  const input = useRef<HTMLInputElement>(null);
  const change = useMutation({
    mutationFn: () => changePassword(typed),
    onSuccess: () => setTyped({ currentPassword: '', newPassword: '' }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isShort = typed.newPassword.length < minPasswordLength;
    setProblem(isShort ? texts.passwordShort : undefined);
    if (isShort) input.current?.focus();
    else change.mutate();
  };
  return (
    <Card title={texts.password} description={texts.passwordHelp}>
      <form noValidate onSubmit={submit}>
        <Stack>
          <Field label={texts.currentPassword} isRequired>
            <Input
              type="password"
              autoComplete="current-password"
              value={typed.currentPassword}
              onChange={(event) => setTyped({ ...typed, currentPassword: event.target.value })}
            />
          </Field>
          <Field label={texts.newPassword} help={texts.newPasswordHelp} error={problem} isRequired>
            <Input
              ref={input}
              type="password"
              autoComplete="new-password"
              value={typed.newPassword}
              onChange={(event) => setTyped({ ...typed, newPassword: event.target.value })}
            />
          </Field>
          <ProblemAlert error={change.error} />
          {change.isSuccess && <Alert tone="good" title={texts.passwordChanged} />}
          <Row>
            <Button type="submit" isBusy={change.isPending}>
              {texts.changePassword}
            </Button>
          </Row>
        </Stack>
      </form>
    </Card>
  );
}

function Devices() {
  const devices = useQuery(devicesQuery);
  const queryClient = useQueryClient();
  const endOthers = useMutation({
    mutationFn: endOtherSessions,
    onSuccess: () => queryClient.invalidateQueries(devicesQuery),
  });
  return (
    <Card title={texts.sessions} description={texts.sessionsHelp}>
      <QueryView query={devices}>
        {({ devices: rows, currentId }) => (
          <Stack>
            <Table caption={texts.sessions} columns={columnsFor(currentId)} rows={rows} rowKey={({ id }) => id} />
            <ProblemAlert error={endOthers.error} />
            {rows.length > 1 && (
              <Row>
                <Button isBusy={endOthers.isPending} onClick={() => endOthers.mutate()}>
                  {texts.endOthers}
                </Button>
              </Row>
            )}
          </Stack>
        )}
      </QueryView>
    </Card>
  );
}

function columnsFor(currentId: string): Column<Device>[] {
  return [
    {
      id: 'device',
      header: texts.device,
      cell: ({ id, userAgent, ipAddress }) => (
        <>
          <span className="font-medium">{deviceName(userAgent) ?? texts.unknownDevice}</span>{' '}
          {id === currentId && <Badge>{texts.thisOne}</Badge>}
          <span className="block text-sm text-ink-soft">{ipAddress}</span>
        </>
      ),
    },
    { id: 'since', header: texts.since, cell: ({ createdAt }) => formatMoment(createdAt) },
    {
      id: 'end',
      header: texts.end,
      isHeaderHidden: true,
      align: 'end',
      cell: (device) => (device.id === currentId ? null : <EndSession device={device} />),
    },
  ];
}

function EndSession({ device }: { device: Device }) {
  const queryClient = useQueryClient();
  const end = useMutation({
    mutationFn: () => endSession(device.id),
    onSuccess: () => queryClient.invalidateQueries(devicesQuery),
  });
  return (
    <>
      <Button size="sm" isBusy={end.isPending} onClick={() => end.mutate()}>
        {texts.end}
      </Button>
      <ProblemAlert error={end.error} />
    </>
  );
}
