import { createHmac, timingSafeEqual } from 'node:crypto';

const stepSeconds = 30;
/** A clock that is a step off, and a code that was typed slowly. */
const steps = [-1, 0, 1];

/** A one-time password of six digits (RFC 4226). */
export function hotp(secret: string, counter: number): string {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(counter));
  const digest = createHmac('sha1', secret).update(message).digest();
  const offset = digest.readUInt8(digest.length - 1) & 0xf;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** The step of time that a code is of (RFC 6238), among those that are taken now. */
export function stepOfCode(secret: string, code: string, nowMs = Date.now()): number | undefined {
  const now = Math.floor(nowMs / 1_000 / stepSeconds);
  return steps.map((step) => now + step).find((step) => isEqual(hotp(secret, step), code));
}

function isEqual(expected: string, given: string): boolean {
  const [one, other] = [Buffer.from(expected), Buffer.from(given)];
  return one.length === other.length && timingSafeEqual(one, other);
}
