import { Field, Input } from '@koppel/ui';
import type { Ref } from 'react';
import { texts } from './texts.js';

export const minPasswordLength = 12;

/** A password that is being chosen. */
export function NewPasswordField(props: {
  label: string;
  value: string;
  error: string | undefined;
  inputRef: Ref<HTMLInputElement>;
  onChange: (value: string) => void;
}) {
  return (
    <Field label={props.label} help={texts.newPasswordHelp} error={props.error} isRequired>
      <Input
        ref={props.inputRef}
        type="password"
        autoComplete="new-password"
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </Field>
  );
}
