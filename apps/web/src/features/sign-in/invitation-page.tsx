import { type Invitation, minPasswordLength } from '@koppel/contracts';
import { Alert, Button, Field, Input, Stack, TextLink } from '@koppel/ui';
import { queryOptions, useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { parseReply, send } from '../../shared/api/call.js';
import { language } from '../../shared/i18n/language.js';
import { ProblemAlert, QueryView } from '../../shared/page/query-view.js';
import { acceptInvitation } from '../../shared/session/accounts.js';
import { sessionQuery, switchOrganization } from '../../shared/session/session.js';
import { Entrance } from '../../shared/shell/entrance.js';
import { BackToSignIn } from './forgotten-password-page.js';
import { NewPasswordField } from './password-field.js';
import { texts } from './texts.js';

const route = getRouteApi('/invitation/$invitationId');

const invitationQuery = (id: string) =>
  queryOptions({
    queryKey: ['invitation', id],
    queryFn: async ({ signal }) =>
      parseReply(
        async () => (await import('@koppel/contracts/people')).invitationSchema,
        await send({ url: `/api/v1/invitations/${encodeURIComponent(id)}`, signal }),
      ),
    retry: false,
  });

/** Where the link of an invitation leads: who invites, and how to accept. */
export function InvitationPage() {
  const { invitationId } = route.useParams();
  const invitation = useQuery(invitationQuery(invitationId));
  const { data } = invitation;
  return (
    <Entrance
      title={data ? texts.invitationTitle(data.organization) : texts.invitationLoading}
      description={data && texts.invited(data.inviter, texts.roles[data.role])}
    >
      <Stack gap="lg">
        <QueryView query={invitation}>{(found) => <Acceptance id={invitationId} invitation={found} />}</QueryView>
        {invitation.isError && <BackToSignIn />}
      </Stack>
    </Entrance>
  );
}

function Acceptance({ id, invitation }: { id: string; invitation: Invitation }) {
  const session = useQuery(sessionQuery);
  const accept = useMutation({ mutationFn: () => acceptAsMember(id), onSuccess: () => location.assign('/') });
  if (session.data && session.data.user.email !== invitation.email)
    return <Alert tone="warning" title={texts.otherAccount(invitation.email, session.data.user.email)} />;
  if (!invitation.hasAccount) return <NewAccount id={id} email={invitation.email} />;
  if (!session.data)
    return (
      <Stack>
        <p>{texts.signInFirst(invitation.email)}</p>
        <TextLink>
          <Link to="/sign-in" search={{ to: `/invitation/${id}` }}>
            {texts.title}
          </Link>
        </TextLink>
      </Stack>
    );
  return (
    <Stack>
      <ProblemAlert error={accept.error} />
      <Button variant="primary" isBusy={accept.isPending} onClick={() => accept.mutate()}>
        {texts.accept}
      </Button>
    </Stack>
  );
}

interface Accepted {
  invitation: { organizationId: string };
}

async function acceptAsMember(id: string): Promise<void> {
  const { invitation } = (await acceptInvitation(id)) as Accepted;
  await switchOrganization(invitation.organizationId);
}

/** The account is made with the acceptance; then the page is loaded anew, signed in. */
function NewAccount({ id, email }: { id: string; email: string }) {
  const { token } = route.useSearch();
  const [typed, setTyped] = useState({ name: '', password: '' });
  const [problems, setProblems] = useState<Partial<typeof typed>>({});
  const name = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const accept = useMutation({
    mutationFn: () =>
      send({
        url: `/api/v1/invitations/${encodeURIComponent(id)}/acceptance`,
        init: {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ ...typed, language, token }),
        },
      }),
    onSuccess: () => location.assign('/'),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = {
      ...(typed.name.trim() === '' && { name: texts.nameMissing }),
      ...(typed.password.length < minPasswordLength && { password: texts.passwordShort }),
    };
    setProblems(found);
    if (found.name) name.current?.focus();
    else if (found.password) password.current?.focus();
    else accept.mutate();
  };
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="lg">
        <Field label={texts.email}>
          <Input type="email" autoComplete="username" value={email} readOnly />
        </Field>
        <Field label={texts.name} error={problems.name} isRequired>
          <Input
            ref={name}
            autoComplete="name"
            maxLength={200}
            value={typed.name}
            onChange={(event) => setTyped({ ...typed, name: event.target.value })}
          />
        </Field>
        <NewPasswordField
          label={texts.choosePassword}
          value={typed.password}
          error={problems.password}
          inputRef={password}
          onChange={(value) => setTyped({ ...typed, password: value })}
        />
        <ProblemAlert error={accept.error} />
        <Button type="submit" variant="primary" isBusy={accept.isPending}>
          {texts.accept}
        </Button>
      </Stack>
    </form>
  );
}
