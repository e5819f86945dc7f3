import type { Connection } from '@koppel/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { apiQuery, refresh } from '../api/queries.js';
import {
  authorizationChannel,
  authorizeUrl,
  isGrantedSince,
  outcomeOf,
  type AuthorizationStatus,
} from './authorization.js';

const SERVER_POLL_MS = 1500;
const WINDOW_POLL_MS = 500;

/** Opens the provider's log-in in a window and follows it: by its messages, and by the server, which is the truth. */
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
