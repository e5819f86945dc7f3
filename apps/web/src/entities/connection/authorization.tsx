import { type AuthorizationStatus, type Connection, connectionIdSchema, type TestStep } from '@koppel/contracts';
import { Alert, Button } from '@koppel/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { z } from 'zod';
import { call } from '../../shared/api/call.js';
import { apiQuery, refresh } from '../../shared/api/queries.js';
import { language } from '../../shared/i18n/language.js';
import { reasonText } from '../../shared/page/reason.js';
import { texts } from './texts.js';

/**
 * idle: nothing was begun. blocked: no window could be opened. closed: it looks closed, but a provider's opener policy can make an open
 * window look closed; polling continues. The others are the server's.
 */
export type ShownStatus = 'idle' | 'blocked' | 'closed' | AuthorizationStatus;

export const authorizationChannel = 'koppel.authorization';

const messageSchema = z.object({ type: z.literal('koppel.authorization'), connectionId: connectionIdSchema });

/** Whether the page at the end of an authorization speaks of this connection. */
export function isAbout(message: unknown, connectionId: string): boolean {
  const parsed = messageSchema.safeParse(message);
  return parsed.success && parsed.data.connectionId === connectionId;
}

/** Where the log-in or the approval begins; `returnPath` brings one in the same tab back, `attemptId` lets one in a window be followed. */
export function authorizeUrl(connectionId: string, from: { returnPath?: string; attemptId?: string } = {}): string {
  const { returnPath, attemptId } = from;
  const query = new URLSearchParams({
    language,
    ...(returnPath && { return: returnPath }),
    ...(attemptId && { attempt: attemptId }),
  });
  return `/oauth/authorize/${encodeURIComponent(connectionId)}?${query.toString()}`;
}

/** A random UUID (RFC 9562, version 4), also where Koppel is not served over https. */
export function newAttemptId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const variant = '89ab'.charAt((bytes[8] ?? 0) % 4);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** Opened at once when a button is pressed, because browsers block what opens later; its address may follow. */
export function openWindow(): Window | null {
  return window.open('', 'koppel-authorize', 'popup,width=620,height=760');
}

const SERVER_POLL_MS = 1500;
const WINDOW_POLL_MS = 500;

interface Attempt {
  connectionId: string;
  attemptId: string;
  popup: Window | null;
}

export interface Authorization {
  status: ShownStatus;
  /** The one that it was begun for. */
  connectionId: string | undefined;
  /** Why it ended so and what to do, in words. */
  said: string;
  /** The connection test with the keys that came. */
  steps: TestStep[];
  start: (connectionId: string, popup?: Window | null) => void;
  reset: () => void;
}

/** An authorization in a window of its own. The server says where it stands; the window's message only asks for that sooner. */
export function useAuthorization(onGranted?: (connection: Connection, steps: TestStep[]) => void): Authorization {
  const [attempt, setAttempt] = useState<Attempt>();
  const isClosed = useIsClosed(attempt?.popup);
  const answer = useAnswer(attempt, onGranted);
  const start = (connectionId: string, popup = openWindow()) => {
    const attemptId = newAttemptId();
    popup?.location.replace(authorizeUrl(connectionId, { attemptId }));
    popup?.focus();
    setAttempt({ connectionId, attemptId, popup });
  };
  const said = [answer?.reason, answer?.advice].flatMap((each) => (each ? [reasonText(each)] : [])).join(' ');
  return {
    status: statusOf(attempt, answer?.status, isClosed),
    connectionId: attempt?.connectionId,
    said,
    steps: answer?.steps ?? [],
    start,
    reset: () => setAttempt(undefined),
  };
}

function statusOf(attempt: Attempt | undefined, status: AuthorizationStatus | undefined, isClosed: boolean) {
  if (!attempt) return 'idle';
  if (!attempt.popup) return 'blocked';
  if (status && status !== 'waiting') return status;
  return isClosed ? 'closed' : 'waiting';
}

function useIsClosed(popup: Window | null | undefined): boolean {
  const [closed, setClosed] = useState<Window>();
  useEffect(() => {
    if (!popup) return;
    const timer = setInterval(() => popup.closed && setClosed(popup), WINDOW_POLL_MS);
    return () => clearInterval(timer);
  }, [popup]);
  return popup !== undefined && closed === popup;
}

const isOver = (status: AuthorizationStatus | undefined) =>
  status !== undefined && status !== 'waiting' && status !== 'finishing';

/** Where the attempt stands; its end is given once the connection is read anew. */
function useAnswer(attempt: Attempt | undefined, onGranted?: (connection: Connection, steps: TestStep[]) => void) {
  const queryClient = useQueryClient();
  const { connectionId = '', attemptId = '' } = attempt ?? {};
  const query = apiQuery('getAuthorization', { connectionId, attemptId });
  const { data, refetch } = useQuery({
    ...query,
    enabled: Boolean(attempt?.popup),
    refetchInterval: ({ state }) => (isOver(state.data?.status) ? false : SERVER_POLL_MS),
    refetchIntervalInBackground: true,
  });
  const [settled, setSettled] = useState<string>();
  const isEnded = isOver(data?.status);
  useMessages(connectionId, () => void refetch());
  useEffect(() => {
    if (!isEnded || !data) return;
    void refresh(queryClient, ['getConnection', 'listConnections'])
      .then(() => call('getConnection', { connectionId }))
      .then((connection) => {
        setSettled(attemptId);
        if (data.status === 'granted') onGranted?.(connection, data.steps);
      });
    // Only the moment of the end counts, not a new callback.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- as said above
  }, [isEnded, attemptId]);
  return isEnded && settled !== attemptId ? undefined : data;
}

function useMessages(connectionId: string, onMessage: () => void): void {
  const onMessageRef = useRef(onMessage);
  useEffect(() => {
    onMessageRef.current = onMessage;
  });
  useEffect(() => {
    if (!connectionId) return;
    const take = (message: unknown) => isAbout(message, connectionId) && onMessageRef.current();
    const fromOpener = (event: MessageEvent<unknown>) => event.origin === location.origin && take(event.data);
    const channel = new BroadcastChannel(authorizationChannel);
    channel.onmessage = (event: MessageEvent<unknown>) => take(event.data);
    window.addEventListener('message', fromOpener);
    return () => {
      window.removeEventListener('message', fromOpener);
      channel.close();
    };
  }, [connectionId]);
}

export interface AuthorizationNoticeProps {
  authorization: Authorization;
  /** The button that begins it. */
  button: string;
}

/** Where the authorization stands, and what to do. */
export function AuthorizationNotice({ authorization, button }: AuthorizationNoticeProps) {
  const { status, connectionId, said, start } = authorization;
  if (status === 'idle' || connectionId === undefined) return null;
  const again = (
    <Button size="sm" onClick={() => start(connectionId)}>
      {texts.openAgain}
    </Button>
  );
  const sameTab = (
    <Button size="sm" asChild>
      <a href={authorizeUrl(connectionId, { returnPath: location.pathname + location.search })}>{texts.sameTab}</a>
    </Button>
  );
  switch (status) {
    case 'waiting':
      return (
        <Alert tone="info" title={texts.waitingTitle} actions={again}>
          {texts.waiting}
        </Alert>
      );
    case 'finishing':
      return (
        <Alert tone="info" title={texts.finishingTitle}>
          {texts.finishing}
        </Alert>
      );
    case 'closed':
      return (
        <Alert tone="warning" title={texts.closedTitle} actions={again}>
          {texts.closed(button)}
        </Alert>
      );
    case 'blocked':
      return (
        <Alert tone="warning" title={texts.blockedTitle} actions={sameTab}>
          {texts.blocked(button)}
        </Alert>
      );
    case 'granted':
      return (
        <Alert tone="good" title={texts.authorizedTitle}>
          {authorization.steps.length === 0 && texts.testNext}
        </Alert>
      );
    default:
      return (
        <Alert tone="danger" title={texts.endTitles[status]}>
          {said}
        </Alert>
      );
  }
}
