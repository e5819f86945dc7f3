import type { FieldSpec } from './field-spec.js';
import type { FormValues } from './form-value.js';

/** Where a form keeps what is typed and not saved yet, so that it is there again when one comes back. */
export interface KeptInput<Values> {
  read: () => Partial<Values> | undefined;
  /** Keeps the form's values; undefined once they are saved. */
  keep: (values: Values | undefined) => void;
}

/** Values without those of secrets, which must not leave the page but to be saved. */
export function withoutSecrets(specs: FieldSpec[], values: FormValues): FormValues {
  const secrets = new Set(specs.filter(({ kind }) => kind === 'secret').map(({ name }) => name));
  return Object.fromEntries(Object.entries(values).filter(([name]) => !secrets.has(name)));
}
