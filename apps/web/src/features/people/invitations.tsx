import { type Role } from '@koppel/contracts';
import { Alert, Button, Card, type Column, CopyButton, Field, Input, Row, Select, Stack, Table } from '@koppel/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { formatMoment } from '../../shared/format/format.js';
import { ProblemAlert, QueryView } from '../../shared/page/query-view.js';
import { invitationsQuery, invite, type PendingInvitation, withdrawInvitation } from '../../shared/session/accounts.js';
import { isEmailAddress } from '../../shared/session/email-address.js';
import type { Session } from '../../shared/session/session.js';
import { rolesToGive } from './roles.js';
import { texts } from './texts.js';

/** Invites somebody, and shows who has not accepted yet. */
export function Invitations({ session }: { session: Session }) {
  const invitations = useQuery(invitationsQuery);
  return (
    <Card title={texts.invite} description={texts.inviteHelp}>
      <Stack gap="lg">
        <InviteForm session={session} />
        <QueryView query={invitations}>
          {(rows) =>
            rows.length === 0 ? null : (
              <Table caption={texts.invited} columns={columns} rows={rows} rowKey={({ id }) => id} />
            )
          }
        </QueryView>
      </Stack>
    </Card>
  );
}

function InviteForm({ session }: { session: Session }) {
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('operator');
  const [problem, setProblem] = useState<string>();
  const input = useRef<HTMLInputElement>(null);
  const queryClient = useQueryClient();
  const send = useMutation({
    mutationFn: invite,
    onSuccess: async () => {
      setEmail('');
      await queryClient.invalidateQueries(invitationsQuery);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isWrong = !isEmailAddress(email.trim());
    setProblem(isWrong ? texts.emailWrong : undefined);
    if (isWrong) input.current?.focus();
    else send.mutate({ email: email.trim(), role });
  };
  return (
    <form noValidate onSubmit={submit}>
      <Stack>
        <div className="grid gap-4 sm:grid-cols-[1fr_12rem]">
          <Field label={texts.email} error={problem} isRequired>
            <Input
              ref={input}
              type="email"
              autoComplete="off"
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          </Field>
          <Field label={texts.role} isRequired>
            <Select
              options={rolesToGive(session.role).map((value) => ({ value, label: texts.roles[value] }))}
              value={role}
              onChange={(event) => setRole(event.target.value as Role)}
            />
          </Field>
        </div>
        <ProblemAlert error={send.error} />
        <Row>
          <Button type="submit" variant="primary" isBusy={send.isPending}>
            {texts.sendInvitation}
          </Button>
        </Row>
      </Stack>
    </form>
  );
}

const columns: Column<PendingInvitation>[] = [
  {
    id: 'person',
    header: texts.invited,
    cell: ({ email, role, expiresAt }) => (
      <>
        <span className="font-medium break-all">{email}</span>
        <span className="block text-sm text-ink-soft">
          {texts.invitedAs(texts.roles[role], formatMoment(expiresAt))}
        </span>
      </>
    ),
  },
  {
    id: 'mail',
    header: texts.mail,
    cell: ({ mailedAt }) =>
      mailedAt ? texts.mailed(formatMoment(mailedAt)) : <Alert tone="warning" title={texts.notMailed} />,
  },
  {
    id: 'actions',
    header: texts.actions,
    isHeaderHidden: true,
    align: 'end',
    cell: (invitation) => <InvitationActions invitation={invitation} />,
  },
];

function InvitationActions({ invitation: { id, email, role } }: { invitation: PendingInvitation }) {
  const queryClient = useQueryClient();
  const onSuccess = () => queryClient.invalidateQueries(invitationsQuery);
  const again = useMutation({ mutationFn: () => invite({ email, role, resend: true }), onSuccess });
  const withdraw = useMutation({ mutationFn: () => withdrawInvitation(id), onSuccess });
  return (
    <Stack gap="sm">
      <Row>
        <CopyButton
          size="sm"
          value={`${location.origin}/invitation/${id}`}
          label={texts.copyLinkOf(email)}
          copyLabel={texts.copyLink}
          copiedLabel={texts.copied}
        />
        <Button size="sm" isBusy={again.isPending} onClick={() => again.mutate()} aria-label={texts.resendTo(email)}>
          {texts.resend}
        </Button>
        <Button
          size="sm"
          isBusy={withdraw.isPending}
          onClick={() => withdraw.mutate()}
          aria-label={texts.withdrawOf(email)}
        >
          {texts.withdraw}
        </Button>
      </Row>
      <ProblemAlert error={again.error ?? withdraw.error} />
    </Stack>
  );
}
