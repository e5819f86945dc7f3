import { Alert, Button } from '@koppel/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from 'react';
import { sessionQuery, type Session } from '../session/session.js';
import { signedOut } from './signed-out.js';
import { texts } from './texts.js';

const words = texts.signedOut;

/** Comes after the page, and long before a session ends: then the server may be another one that no longer has it. */
const FETCH_AFTER_MS = 10_000;
const fetchForm = () => import('./again-form.js');
const AgainForm = lazy(fetchForm);

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
    const timer = setTimeout(() => void fetchForm().catch(() => undefined), FETCH_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
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
      {state === 'out' && (
        <Suspense>
          <AgainForm email={before?.user.email ?? ''} onSignedIn={goOn} />
        </Suspense>
      )}
    </>
  );
}

function isSame(before: Session, now: Session): boolean {
  return before.user.id === now.user.id && before.organization.id === now.organization.id;
}
