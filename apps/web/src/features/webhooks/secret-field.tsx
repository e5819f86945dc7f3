import { CopyField, Field } from '@koppel/ui';
import { texts } from './texts.js';

/** A signing secret, the one time that it is shown. */
export function SecretField({ secret }: { secret: string }) {
  return (
    <Field label={texts.secret} help={texts.secretHelp}>
      <CopyField value={secret} copyLabel={texts.copy} copiedLabel={texts.copied} />
    </Field>
  );
}
