import { connectionIdSchema, type Connection } from '@koppel/contracts';
import { z } from 'zod';

/**
 * waiting: the log-in window is open. closed: it looks closed, but a provider's opener policy can make an open
 * window look so; the server is watched on.
 */
export type AuthorizationStatus = 'idle' | 'blocked' | 'waiting' | 'closed' | 'authorized' | 'denied' | 'failed';

export const authorizationChannel = 'koppel.authorization';

const messageSchema = z.object({
  type: z.literal('koppel.authorization'),
  connectionId: connectionIdSchema,
  status: z.enum(['authorized', 'denied', 'failed']),
});

/** The outcome that the log-in window tells about this connection; undefined for any other message. */
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
