import type { Form } from './entity-writer.js';
import { canonicalJson } from './form-hash.js';

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
