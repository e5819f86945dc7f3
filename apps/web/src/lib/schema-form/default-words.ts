import type { FieldSpec } from './field-spec.js';
import { toFormValue, type FormValue } from './form-value.js';
import { texts } from './texts.js';

/** A field's default in words. */
export function defaultWords(spec: FieldSpec): string {
  return valueWords(spec, toFormValue(spec, spec.defaultValue));
}

/** What a control holds, in words. */
export function valueWords(spec: FieldSpec, value: FormValue | undefined): string {
  if (value === undefined) return texts.nothing;
  if (typeof value === 'boolean') return value ? texts.on : texts.off;
  const label = (text: string) => spec.choices.find((choice) => choice.value === text)?.label ?? text;
  if (typeof value === 'string') return value === '' ? texts.nothing : label(value);
  if (!Array.isArray(value)) {
    return spec.fields.map((field) => `${field.title}: ${valueWords(field, value[field.name])}`).join(', ');
  }
  if (value.length === 0) return texts.nothing;
  return value.map((entry) => (typeof entry === 'string' ? label(entry) : `${entry.key} → ${entry.value}`)).join(', ');
}
