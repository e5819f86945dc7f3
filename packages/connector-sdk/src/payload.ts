import { createHash } from 'node:crypto';
import type { JsonValue } from '@koppel/contracts';
import type { Form } from './entity-writer.js';

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
 * The hash of what would be written: equal forms give equal hashes, whatever the order of their keys.
 *
 * @returns SHA-256 in base64url, 43 characters.
 */
export function hashForm(form: Form): string {
  return createHash('sha256').update(canonicalJson(form)).digest('base64url');
}

/**
 * The fields that writing this form would change at a target that has `current` now: those that both know and that
 * differ. A null in the form leaves the target's own value.
 */
export function differingFields(form: Form, current: Form): string[] {
  return Object.keys(current).filter((name) => {
    const [wanted, held] = [form[name], current[name]];
    return wanted !== undefined && wanted !== null && canonicalJson(wanted) !== canonicalJson(held);
  });
}
