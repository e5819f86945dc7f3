import { Alert, Button } from '@koppel/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { serverReachability } from './server-reachability.js';
import { texts } from './texts.js';

const TICK_MS = 1000;
const words = texts.banner;

/** Tells that the server cannot be reached, tries again, and says when it is there again; the page below stays. */
export function UnreachableBanner() {
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
    // Always there, so that what appears in it is read out.
    <div aria-live="polite" className="sticky top-0 z-30 mx-auto w-full max-w-6xl empty:hidden sm:px-6">
      {reachability.state === 'lost' && (
        <Alert
          tone="warning"
          title={words.lostTitle}
          actions={
            <Button size="sm" isBusy={reachability.isTrying} onClick={serverReachability.tryNow}>
              {words.tryNow}
            </Button>
          }
        >
          {words.lost} <NextTry isTrying={reachability.isTrying} atMs={reachability.nextTryAtMs} />
        </Alert>
      )}
      {isHealed && (
        <Alert tone="good" title={words.healedTitle}>
          {words.healed}
        </Alert>
      )}
    </div>
  );
}

/** Counts down in sight only: a screen reader would read every second. */
function NextTry({ isTrying, atMs }: { isTrying: boolean; atMs: number }) {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(1, Math.ceil((atMs - nowMs) / 1000));
  return <span aria-hidden>{isTrying ? words.trying : words.again(seconds)}</span>;
}
