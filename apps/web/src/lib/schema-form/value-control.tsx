import { Checkbox, Combobox, Field, Input, Select } from '@koppel/ui';
import type { FieldSpec } from './field-spec.js';
import { useLiveChoices } from './live-choices.js';
import type { ControlProps } from './schema-fields.js';
import { Help } from './table-control.js';
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
  const choices = useLiveChoices(spec.choiceKind, spec.side);
  const help = (spec.help || choices.note) && <Help help={spec.help} notes={[choices.note]} />;
  const field = { label: spec.title, help, error, footer, mark: props.mark };
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
      <Field {...field} isRequired={spec.isRequired} mark={props.mark ?? (isFree ? texts.optional : undefined)}>
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
  if (choices.items.length > 0) {
    return (
      <Field {...field} isRequired={isRequired} mark={props.mark ?? mark}>
        <Combobox
          ref={focusRef}
          value={text}
          options={choices.items}
          placeholder={texts.chooseOrType}
          emptyText={texts.noMatch}
          onChange={onChange}
          onBlur={onBlur}
        />
      </Field>
    );
  }
  return (
    <Field {...field} isRequired={isRequired} mark={props.mark ?? mark}>
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
