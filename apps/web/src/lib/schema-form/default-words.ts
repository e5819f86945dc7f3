import type { FieldSpec } from './field-spec.js';
import { toFormValue } from './form-value.js';
import { texts } from './texts.js';

/** A field's default in words. */
export function defaultWords(spec: FieldSpec): string {
  const value = toFormValue(spec, spec.defaultValue);
  if (typeof value === 'boolean') return value ? texts.on : texts.off;
  const label = (text: string) => spec.choices.find((choice) => choice.value === text)?.label ?? text;
  if (typeof value === 'string') return value === '' ? texts.nothing : label(value);
  if (value.length === 0) return texts.nothing;
  return value.map((entry) => (typeof entry === 'string' ? label(entry) : `${entry.key} → ${entry.value}`)).join(', ');
}
