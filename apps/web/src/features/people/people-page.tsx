import { type Role, roles } from '@koppel/contracts';
import { Badge, Button, Card, type Column, Row, Select, Stack, Table } from '@koppel/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '../../shared/page/confirm-dialog.js';
import { Page } from '../../shared/page/page.js';
import { ProblemAlert, QueryView } from '../../shared/page/query-view.js';
import { changeRole, type Member, membersQuery, removeMember } from '../../shared/session/accounts.js';
import { type Session, sessionQuery } from '../../shared/session/session.js';
import { Invitations } from './invitations.js';
import { rolesToGive } from './roles.js';
import { SecondFactorRule } from './second-factor-rule.js';
import { texts } from './texts.js';

/** Who works in the organization, with which role, and who is invited. */
export function PeoplePage() {
  const members = useQuery(membersQuery);
  const { data: session } = useQuery(sessionQuery);
  if (!session) return null;
  const canManage = session.role === 'owner' || session.role === 'admin';
  return (
    <Page title={texts.title} description={texts.introduction(session.organization.name)}>
      <Stack gap="lg">
        <Card title={texts.members}>
          <QueryView query={members}>{(rows) => <Members rows={rows} session={session} />}</QueryView>
        </Card>
        <Card title={texts.rolesTitle}>
          <dl className="grid gap-2 text-sm sm:grid-cols-[8rem_1fr]">
            {roles.map((role) => (
              <div key={role} className="contents">
                <dt className="font-medium">{texts.roles[role]}</dt>
                <dd className="text-ink-soft">{texts.roleMeanings[role]}</dd>
              </div>
            ))}
          </dl>
        </Card>
        {canManage && <Invitations session={session} />}
        {canManage && <SecondFactorRule />}
      </Stack>
    </Page>
  );
}

function Members({ rows, session }: { rows: Member[]; session: Session }) {
  const columns: Column<Member>[] = [
    {
      id: 'person',
      header: texts.person,
      cell: ({ userId, user }) => (
        <>
          <span className="font-medium break-words">{user.name}</span>{' '}
          {userId === session.user.id && <Badge>{texts.you}</Badge>}
          <span className="block text-sm break-all text-ink-soft">{user.email}</span>
        </>
      ),
    },
    { id: 'role', header: texts.role, cell: (member) => <RoleCell member={member} session={session} /> },
    {
      id: 'remove',
      header: texts.remove,
      isHeaderHidden: true,
      align: 'end',
      cell: (member) => <RemoveMember member={member} session={session} />,
    },
  ];
  return <Table caption={texts.members} columns={columns} rows={rows} rowKey={({ id }) => id} />;
}

/** An owner is changed by owners alone, nobody changes the own role. */
function canChange({ role, userId }: Member, { role: own, user }: Session): boolean {
  return userId !== user.id && (own === 'owner' || (own === 'admin' && role !== 'owner'));
}

function RoleCell({ member, session }: { member: Member; session: Session }) {
  const queryClient = useQueryClient();
  const change = useMutation({
    mutationFn: (role: Role) => changeRole(member.id, role),
    onSuccess: () => queryClient.invalidateQueries(membersQuery),
  });
  if (!canChange(member, session)) return <>{texts.roles[member.role]}</>;
  return (
    <Stack gap="sm">
      <Select
        aria-label={texts.roleOf(member.user.name)}
        options={rolesToGive(session.role).map((role) => ({ value: role, label: texts.roles[role] }))}
        value={change.isPending ? change.variables : member.role}
        disabled={change.isPending}
        onChange={(event) => change.mutate(event.target.value as Role)}
      />
      <ProblemAlert error={change.error} />
    </Stack>
  );
}

function RemoveMember({ member, session }: { member: Member; session: Session }) {
  const [isAsking, setIsAsking] = useState(false);
  const queryClient = useQueryClient();
  const remove = useMutation({
    mutationFn: () => removeMember(member.id),
    onSuccess: async () => {
      await queryClient.invalidateQueries(membersQuery);
      setIsAsking(false);
    },
  });
  if (!canChange(member, session)) return null;
  return (
    <Row>
      <Button size="sm" onClick={() => setIsAsking(true)} aria-label={texts.removePerson(member.user.name)}>
        {texts.remove}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={texts.removePerson(member.user.name)}
        question={texts.removeQuestion(member.user.name, session.organization.name)}
        action={texts.remove}
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate()}
        onClose={() => setIsAsking(false)}
      />
    </Row>
  );
}
