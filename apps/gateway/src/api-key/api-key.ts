import { apiKeyScopes, type ApiKeyScope, type Role } from '@koppel/contracts';
import { createHash, randomBytes } from 'node:crypto';
import { isAtLeast } from '../auth/role.js';

const prefix = 'koppel_';
/** Of the 64 random digits; the others are shown once. */
const visibleDigits = 6;

/** What a scope lets a key do is what a role lets a person do. */
export const roleOfScope = { read: 'viewer', operate: 'operator', configure: 'admin' } as const satisfies Record<
  ApiKeyScope,
  Role
>;

/** The scope that an operation of a role needs; what only an owner does has none. */
export function scopeFor(role: Role): ApiKeyScope | undefined {
  return apiKeyScopes.find((scope) => roleOfScope[scope] === role);
}

/** The role that a key acts with: what its scopes need, and never above the person's. */
export function roleOfKey(scopes: readonly ApiKeyScope[], personRole?: Role): Role {
  const needed = scopes
    .map((scope): Role => roleOfScope[scope])
    .reduce((one, other) => (isAtLeast(one, other) ? one : other));
  return personRole && !isAtLeast(personRole, needed) ? personRole : needed;
}

/** A new key with what is stored of it: how it begins, and its hash. */
export function newKey(): { key: string; start: string; hash: string } {
  const key = prefix + randomBytes(32).toString('hex');
  return { key, start: key.slice(0, prefix.length + visibleDigits), hash: hashOfKey(key) };
}

/** A key has 256 random bits, so that a fast hash is enough: nobody can try them all. */
export function hashOfKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
