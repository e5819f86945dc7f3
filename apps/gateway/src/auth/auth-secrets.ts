import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

export interface AuthSecret {
  /** Stands with what it encrypted. */
  version: number;
  value: string;
}

/** The first one signs and encrypts; each verifies and decrypts. */
export type AuthSecrets = readonly [current: AuthSecret, ...older: AuthSecret[]];

const minLength = 32;

/** A secret, or `2:<secret>,1:<secret>`. */
export const authSecretsSchema = z.string().transform((text, context): AuthSecrets => {
  const secrets = /^\d+:/.test(text) ? text.split(',').map(parseSecret) : [{ version: 1, value: text }];
  const [current, ...older] = secrets.filter((secret) => secret !== undefined);
  const isWhole = current !== undefined && older.length === secrets.length - 1;
  const versions = new Set(secrets.map((secret) => secret?.version));
  if (
    isWhole &&
    versions.size === secrets.length &&
    secrets.every((secret) => (secret?.value.length ?? 0) >= minLength)
  )
    return [current, ...older];
  context.addIssue(
    `at least ${minLength} random characters, or several of them as 2:<new>,1:<old>, each with another number`,
  );
  return z.NEVER;
});

function parseSecret(text: string): AuthSecret | undefined {
  const [, version, value = ''] = /^\s*(\d{1,6}):(.*?)\s*$/.exec(text) ?? [];
  return version === undefined ? undefined : { version: Number(version), value };
}

/**
 * The cookies of a request as the current secret signs them: better-auth verifies by that one alone. A cookie that an older
 * secret signed is signed anew, so that nobody is signed out when secrets are replaced; any other stays as it is.
 */
export function resignCookies(header: string, [current, ...older]: AuthSecrets): string {
  if (older.length === 0) return header;
  return header
    .split(';')
    .map((cookie) => {
      const [, name, encoded = ''] = /^([^=]*=)(.*)$/s.exec(cookie) ?? [];
      const value = decoded(encoded);
      const dot = value?.lastIndexOf('.') ?? -1;
      if (name === undefined || value === undefined || dot < 1) return cookie;
      const [text, signature] = [value.slice(0, dot), value.slice(dot + 1)];
      const isOld = older.some((secret) => isSignedBy(secret, { text, signature }));
      return isOld ? `${name}${encodeURIComponent(`${text}.${signatureBy(current, text)}`)}` : cookie;
    })
    .join(';');
}

/** As better-auth signs: base64 of HMAC-SHA256. */
function signatureBy({ value }: AuthSecret, text: string): string {
  return createHmac('sha256', value).update(text).digest('base64');
}

function isSignedBy(secret: AuthSecret, { text, signature }: { text: string; signature: string }): boolean {
  const expected = Buffer.from(signatureBy(secret, text));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
