import { Alert, Button, Dialog, Field, Input, Stack } from '@koppel/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore, type FormEvent } from 'react';
import { ProblemAlert } from '../page/problem-alert.js';
import { sessionQuery, signIn, type Session } from '../session/session.js';
import { signedOut } from './signed-out.js';
import { texts } from './texts.js';

const words = texts.signedOut;

/** Asks the person to sign in again when the session ends, over the page and without losing it. One for each layout. */
export function SignedOutDialog() {
  const state = useSyncExternalStore(signedOut.subscribe, signedOut.get);
  const queryClient = useQueryClient();
  const { data: session } = useQuery(sessionQuery);
  const [before, setBefore] = useState<Session | null>(session ?? null);
  if (session && session !== before) setBefore(session);
  const hasEnded = session === null && before !== null;
  useEffect(() => signedOut.attach(), []);
  useEffect(() => {
    if (hasEnded) signedOut.ask();
  }, [hasEnded]);
  const goOn = async () => {
    const now = await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 });
    // Someone else's page must not be shown to whoever signs in now.
    if (before && now && !isSame(before, now)) return location.assign('/');
    signedOut.signedIn();
    await queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
  };
  return (
    <>
      {state === 'put_off' && (
        <div className="mx-auto w-full max-w-6xl sm:px-6">
          <Alert
            tone="warning"
            title={words.barTitle}
            actions={
              <Button size="sm" onClick={signedOut.ask}>
                {words.signIn}
              </Button>
            }
          >
            {words.bar}
          </Alert>
        </div>
      )}
      {state === 'out' && <AgainForm email={before?.user.email ?? ''} onSignedIn={goOn} />}
    </>
  );
}

function isSame(before: Session, now: Session): boolean {
  return before.user.id === now.user.id && before.organization.id === now.organization.id;
}

function AgainForm({ email, onSignedIn }: { email: string; onSignedIn: () => Promise<void> }) {
  const [credentials, setCredentials] = useState({ email, password: '' });
  const again = useMutation({ mutationFn: () => signIn(credentials).then(onSignedIn) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    again.mutate();
  };
  return (
    <Dialog
      isOpen
      onClose={signedOut.putOff}
      title={words.title}
      description={words.explanation}
      closeLabel={words.later}
    >
      <form onSubmit={submit}>
        <Stack>
          <Field label={words.email} isRequired>
            <Input
              type="email"
              autoComplete="username"
              value={credentials.email}
              onChange={(event) => setCredentials({ ...credentials, email: event.target.value })}
            />
          </Field>
          <Field label={words.password} isRequired>
            <Input
              type="password"
              autoComplete="current-password"
              // The one thing to do here.
              autoFocus
              value={credentials.password}
              onChange={(event) => setCredentials({ ...credentials, password: event.target.value })}
            />
          </Field>
          <ProblemAlert error={again.error} />
          <div>
            <Button type="submit" variant="primary" isBusy={again.isPending}>
              {words.signIn}
            </Button>
          </div>
        </Stack>
      </form>
    </Dialog>
  );
}
