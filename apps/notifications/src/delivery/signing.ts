import { createHmac, randomBytes } from 'node:crypto';

const secretPrefix = 'whsec_';
const secretBytes = 32;

/** A signing secret as Standard Webhooks writes it: `whsec_` and base64 of 32 random bytes. */
export function newSecret(): string {
  return secretPrefix + randomBytes(secretBytes).toString('base64');
}

export interface Signed {
  /** The event's id, the same in every attempt. */
  id: string;
  at: Date;
  body: string;
}

/**
 * The headers of Standard Webhooks 1.0 (https://www.standardwebhooks.com): HMAC-SHA256 over id, time in seconds and body,
 * once for each secret, so that a receiver may still know the one before.
 */
export function signatureHeaders({ id, at, body }: Signed, secrets: readonly string[]): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(secretPrefix.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}
