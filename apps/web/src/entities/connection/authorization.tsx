import { type Connection, connectionIdSchema } from '@koppel/contracts';
import { Alert, Button } from '@koppel/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { z } from 'zod';
import { apiQuery, refresh } from '../../shared/api/queries.js';
import { texts } from './texts.js';

/**
 * waiting: the log-in window is open. closed: it looks closed, but a provider's opener policy can make an open
 * window look closed; polling continues.
 */
export type AuthorizationStatus = 'idle' | 'blocked' | 'waiting' | 'closed' | 'authorized' | 'denied' | 'failed';

export const authorizationChannel = 'koppel.authorization';

const messageSchema = z.object({
  type: z.literal('koppel.authorization'),
  connectionId: connectionIdSchema,
  status: z.enum(['authorized', 'denied', 'failed']),
});

/** The outcome that the log-in window reports for this connection; undefined for other messages. */
export function outcomeOf(message: unknown, connectionId: string): 'authorized' | 'denied' | 'failed' | undefined {
  const parsed = messageSchema.safeParse(message);
  return parsed.success && parsed.data.connectionId === connectionId ? parsed.data.status : undefined;
}

/** Whether the server says that access was granted since `before`. */
export function isGrantedSince(before: Connection, now: Connection): boolean {
  const isGranted = now.state === 'authorized' || now.state === 'ready';
  return isGranted && (now.state !== before.state || now.updatedAt !== before.updatedAt);
}

/** Where the provider's log-in begins; `returnPath` brings a log-in in the same tab back. */
export function authorizeUrl(connectionId: string, returnPath?: string): string {
  const path = `/oauth/authorize/${encodeURIComponent(connectionId)}`;
  return returnPath ? `${path}?return=${encodeURIComponent(returnPath)}` : path;
}

const SERVER_POLL_MS = 1500;
const WINDOW_POLL_MS = 500;

/** Opens the provider's log-in in a window and tracks it by its messages and by polling the server, which decides. */
export function useAuthorization(connection: Connection | undefined) {
  const [status, setStatus] = useState<AuthorizationStatus>('idle');
  const popup = useRef<Window | null>(null);
  const [before, setBefore] = useState<Connection>();
  const isWatching = connection !== undefined && (status === 'waiting' || status === 'closed');
  const queryClient = useQueryClient();
  const onGranted = () => void refresh(queryClient, ['listConnections']).then(() => setStatus('authorized'));
  useServerWatch({ connection, before, isWatching, onGranted });
  useMessages(isWatching ? connection.id : undefined, setStatus);
  useEffect(() => {
    if (status !== 'waiting') return;
    const timer = setInterval(() => popup.current?.closed && setStatus('closed'), WINDOW_POLL_MS);
    return () => clearInterval(timer);
  }, [status]);
  const start = () => {
    if (!connection) return;
    setBefore(connection);
    popup.current = window.open(authorizeUrl(connection.id), 'koppel-authorize', 'popup,width=620,height=760');
    setStatus(popup.current ? 'waiting' : 'blocked');
  };
  return { status, start, reset: () => setStatus('idle') };
}

function useServerWatch(watch: {
  connection: Connection | undefined;
  before: Connection | undefined;
  isWatching: boolean;
  onGranted: () => void;
}): void {
  const { connection, before, isWatching, onGranted } = watch;
  const { data } = useQuery({
    ...apiQuery('getConnection', { connectionId: connection?.id ?? '' }),
    enabled: isWatching,
    refetchInterval: SERVER_POLL_MS,
    refetchIntervalInBackground: true,
  });
  const isGranted = isWatching && data !== undefined && before?.id === data.id && isGrantedSince(before, data);
  useEffect(() => {
    if (isGranted) onGranted();
    // Only the moment of the grant counts, not a new callback.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- as said above
  }, [isGranted]);
}

function useMessages(connectionId: string | undefined, onOutcome: (status: AuthorizationStatus) => void): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    if (!connectionId) return;
    const take = (message: unknown) => {
      const outcome = outcomeOf(message, connectionId);
      if (!outcome) return;
      void refresh(queryClient, ['getConnection', 'listConnections']).then(() => onOutcome(outcome));
    };
    const fromOpener = (event: MessageEvent<unknown>) => event.origin === location.origin && take(event.data);
    const channel = new BroadcastChannel(authorizationChannel);
    channel.onmessage = (event: MessageEvent<unknown>) => take(event.data);
    window.addEventListener('message', fromOpener);
    return () => {
      window.removeEventListener('message', fromOpener);
      channel.close();
    };
  }, [connectionId, onOutcome, queryClient]);
}

export interface AuthorizationNoticeProps {
  status: AuthorizationStatus;
  connectionId: string;
  onOpenAgain: () => void;
}

/** The state of the log-in at the provider, and what to do. */
export function AuthorizationNotice({ status, connectionId, onOpenAgain }: AuthorizationNoticeProps) {
  const again = (
    <Button size="sm" onClick={onOpenAgain}>
      {texts.openAgain}
    </Button>
  );
  const sameTab = (
    <Button size="sm" asChild>
      <a href={authorizeUrl(connectionId, location.pathname + location.search)}>{texts.sameTab}</a>
    </Button>
  );
  switch (status) {
    case 'idle':
      return null;
    case 'waiting':
      return (
        <Alert tone="info" title={texts.waitingTitle} actions={again}>
          {texts.waiting}
        </Alert>
      );
    case 'closed':
      return (
        <Alert tone="warning" title={texts.closedTitle} actions={again}>
          {texts.closed}
        </Alert>
      );
    case 'blocked':
      return (
        <Alert tone="warning" title={texts.blockedTitle} actions={sameTab}>
          {texts.blocked}
        </Alert>
      );
    case 'authorized':
      return (
        <Alert tone="good" title={texts.authorizedTitle}>
          {texts.testNext}
        </Alert>
      );
    default:
      return (
        <Alert tone="danger" title={status === 'denied' ? texts.deniedTitle : texts.failedTitle}>
          {status === 'denied' ? texts.denied : texts.failed}
        </Alert>
      );
  }
}
