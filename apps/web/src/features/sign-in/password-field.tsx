import { Field, Input } from '@koppel/ui';
import type { Ref } from 'react';
import { texts } from './texts.js';

export interface NewPasswordFieldProps {
  label: string;
  value: string;
  error: string | undefined;
  inputRef: Ref<HTMLInputElement>;
  onChange: (value: string) => void;
}

/** A password that is being chosen. */
export function NewPasswordField({ label, value, error, inputRef, onChange }: NewPasswordFieldProps) {
  return (
    <Field label={label} help={texts.newPasswordHelp} error={error} isRequired>
      <Input
        ref={inputRef}
        type="password"
        autoComplete="new-password"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}
