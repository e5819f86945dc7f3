import { Checkbox, Field, Input, Select } from '@koppel/ui';
import type { FieldSpec } from './field-spec.js';
import type { ControlProps } from './schema-fields.js';
import { texts } from './texts.js';

function inputKind(spec: FieldSpec) {
  if (spec.kind === 'secret') return { type: 'password', autoComplete: 'new-password' } as const;
  if (spec.kind === 'integer') return { type: 'text', inputMode: 'numeric' } as const;
  if (spec.kind === 'number') return { type: 'text', inputMode: 'decimal' } as const;
  if (spec.format === 'uri') return { type: 'url', inputMode: 'url' } as const;
  if (spec.format === 'email') return { type: 'email' } as const;
  if (spec.format === 'date') return { type: 'date' } as const;
  return { type: 'text' } as const;
}

/** One value: text, a number, a secret, a choice, or yes and no. */
export function ValueControl(props: ControlProps & { isSecretSet: boolean }) {
  const { spec, value, onChange, onBlur, focusRef, error, footer, isSecretSet } = props;
  const field = { label: spec.title, help: spec.help, error, footer };
  if (spec.kind === 'boolean') {
    return (
      <Field {...field} layout="inline">
        <Checkbox ref={focusRef} isChecked={value === true} onChange={onChange} onBlur={onBlur} />
      </Field>
    );
  }
  const text = typeof value === 'string' ? value : '';
  if (spec.kind === 'choice') {
    const isFree = !spec.isRequired && spec.defaultValue === undefined;
    return (
      <Field {...field} isRequired={spec.isRequired} mark={isFree ? texts.optional : undefined}>
        <Select
          ref={focusRef}
          options={spec.choices}
          placeholder={isFree || text === '' ? texts.choose : undefined}
          value={text}
          onChange={(event) => onChange(event.target.value)}
          onBlur={onBlur}
        />
      </Field>
    );
  }
  const isRequired = spec.isRequired && !isSecretSet;
  const mark = isSecretSet
    ? texts.secretSaved
    : isRequired || spec.defaultValue !== undefined
      ? undefined
      : texts.optional;
  return (
    <Field {...field} isRequired={isRequired} mark={mark}>
      <Input
        ref={focusRef}
        {...inputKind(spec)}
        spellCheck={false}
        placeholder={isSecretSet ? texts.secretKept : undefined}
        value={text}
        onChange={(event) => onChange(event.target.value)}
        onBlur={onBlur}
      />
    </Field>
  );
}
