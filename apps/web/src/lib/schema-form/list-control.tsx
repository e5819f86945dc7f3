import { Checkbox, Field, FieldGroup, Stack, Textarea } from '@koppel/ui';
import type { ControlProps } from './schema-fields.js';
import { texts } from './texts.js';

/** Several texts: boxes to tick where the schema lists them, else one per line. */
export function ListControl({ spec, value, onChange, onBlur, focusRef, error, footer }: ControlProps) {
  const entries = Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
  if (spec.kind === 'list') {
    const help = [spec.help, texts.onePerLine].filter(Boolean).join(' ');
    return (
      <Field label={spec.title} help={help} error={error} footer={footer} mark={texts.optional}>
        <Textarea
          ref={focusRef}
          spellCheck={false}
          value={entries.join('\n')}
          onChange={(event) => onChange(event.target.value === '' ? [] : event.target.value.split('\n'))}
          onBlur={onBlur}
        />
      </Field>
    );
  }
  const toggle = (choice: string, isChecked: boolean) =>
    onChange(isChecked ? [...entries, choice] : entries.filter((entry) => entry !== choice));
  return (
    <FieldGroup legend={spec.title} help={spec.help} error={error} footer={footer}>
      <Stack gap="sm">
        {spec.choices.map((choice, index) => (
          <Field key={choice.value} label={choice.label} layout="inline">
            <Checkbox
              ref={index === 0 ? focusRef : undefined}
              isChecked={entries.includes(choice.value)}
              onChange={(isChecked) => toggle(choice.value, isChecked)}
              onBlur={onBlur}
            />
          </Field>
        ))}
      </Stack>
    </FieldGroup>
  );
}
