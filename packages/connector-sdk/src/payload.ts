import { createHash } from 'node:crypto';
import type { JsonValue } from '@koppel/contracts';
import type { TargetPayload } from './entity-writer.js';

/** JSON with the keys of every object in order, so that equal values give equal text. Undefined members are left out. */
export function canonicalJson(value: JsonValue | undefined): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  let text = '';
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member === undefined) continue;
    text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(member)}`;
  }
  return `{${text}}`;
}

/**
 * The hash of what would be written: equal payloads give equal hashes, whatever the order of their keys.
 *
 * @returns SHA-256 in base64url, 43 characters.
 */
export function hashPayload(payload: TargetPayload): string {
  return createHash('sha256').update(canonicalJson(payload)).digest('base64url');
}

/**
 * The fields that writing this payload would change at a target that has `current` now: those that both know and that
 * differ. A null in the payload leaves the target's own value.
 */
export function differingFields(payload: TargetPayload, current: TargetPayload): string[] {
  return Object.keys(current).filter((name) => {
    const [wanted, held] = [payload[name], current[name]];
    return wanted !== undefined && wanted !== null && canonicalJson(wanted) !== canonicalJson(held);
  });
}
