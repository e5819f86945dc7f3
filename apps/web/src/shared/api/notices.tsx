import { Alert, Button } from '@koppel/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from 'react';
import { type Session, sessionQuery } from '../session/session.js';
import { serverReachability } from './server-reachability.js';
import { signedOut } from './signed-out.js';
import { texts } from './texts.js';

const signedOutTexts = texts.signedOut;

/** Preloaded: when a session ends, the server may have been updated and no longer serve this chunk. */
const FETCH_AFTER_MS = 10_000;
const fetchForm = () => import('./again-form.js');
const AgainForm = lazy(fetchForm);

/** What a layout shows above its page when the server cannot be reached or the session has ended. One for each layout. */
export default function Notices() {
  return (
    <>
      <UnreachableBanner />
      <SignedOutDialog />
    </>
  );
}

/** Asks the person to sign in again when the session ends, over the page and without losing it. */
function SignedOutDialog() {
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
            title={signedOutTexts.barTitle}
            actions={
              <Button size="sm" onClick={signedOut.ask}>
                {signedOutTexts.signIn}
              </Button>
            }
          >
            {signedOutTexts.bar}
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

const TICK_MS = 1000;
const bannerTexts = texts.banner;

/** Reports that the server is unreachable, retries, and reports the recovery; the page stays. */
function UnreachableBanner() {
  const reachability = useSyncExternalStore(serverReachability.subscribe, serverReachability.get);
  const queryClient = useQueryClient();
  const isHealed = reachability.state === 'healed';
  useEffect(() => {
    if (isHealed) void queryClient.invalidateQueries();
  }, [isHealed, queryClient]);
  useEffect(() => {
    const ask = () => serverReachability.tryNow();
    window.addEventListener('offline', ask);
    window.addEventListener('online', ask);
    return () => {
      window.removeEventListener('offline', ask);
      window.removeEventListener('online', ask);
    };
  }, []);
  return (
    // Always rendered: a live region must exist before its content.
    <div aria-live="polite" className="sticky top-0 z-30 mx-auto w-full max-w-6xl empty:hidden sm:px-6">
      {reachability.state === 'lost' && (
        <Alert
          tone="warning"
          title={bannerTexts.lostTitle}
          actions={
            <Button size="sm" isBusy={reachability.isTrying} onClick={serverReachability.tryNow}>
              {bannerTexts.tryNow}
            </Button>
          }
        >
          {bannerTexts.lost} <NextTry isTrying={reachability.isTrying} atMs={reachability.nextTryAtMs} />
        </Alert>
      )}
      {isHealed && (
        <Alert tone="good" title={bannerTexts.healedTitle}>
          {bannerTexts.healed}
        </Alert>
      )}
    </div>
  );
}

/** Hidden from screen readers, which would read every second. */
function NextTry({ isTrying, atMs }: { isTrying: boolean; atMs: number }) {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(1, Math.ceil((atMs - nowMs) / 1000));
  return <span aria-hidden>{isTrying ? bannerTexts.trying : bannerTexts.again(seconds)}</span>;
}
