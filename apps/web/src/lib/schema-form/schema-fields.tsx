import { Button, Row, Stack } from '@koppel/ui';
import { useController, useFormContext } from 'react-hook-form';
import { defaultWords } from './default-words.js';
import type { FieldSpec } from './field-spec.js';
import { isDefault, toFormValue, type FormValue, type FormValues } from './form-value.js';
import { ListControl } from './list-control.js';
import { TableControl } from './table-control.js';
import { texts } from './texts.js';
import { ValueControl } from './value-control.js';

/** A form that holds a schema's values under `fields`. */
export interface SchemaForm {
  fields: FormValues;
}

export interface SchemaFieldsProps {
  specs: FieldSpec[];
  /** Secrets that are stored. */
  secretsSet?: readonly string[];
  /** Shows what differs from the default, and the way back to it. */
  hasResets?: boolean;
}

/** The controls of a schema's fields, inside a `FormProvider` whose form is a `SchemaForm`. */
export function SchemaFields({ specs, secretsSet = [], hasResets = false }: SchemaFieldsProps) {
  return (
    <Stack gap="lg">
      {specs.map((spec) => (
        <SchemaField key={spec.name} spec={spec} isSecretSet={secretsSet.includes(spec.name)} hasReset={hasResets} />
      ))}
    </Stack>
  );
}

/** What every control of a schema's field is given. */
export interface ControlProps {
  spec: FieldSpec;
  value: FormValue;
  onChange: (value: FormValue) => void;
  onBlur: () => void;
  /** Takes the element that gets focus when the field is wrong. */
  focusRef: (element: HTMLElement | null) => void;
  error: string | undefined;
  footer: React.ReactNode;
}

function SchemaField({ spec, isSecretSet, hasReset }: { spec: FieldSpec; isSecretSet: boolean; hasReset: boolean }) {
  const { control } = useFormContext<SchemaForm>();
  const { field, fieldState } = useController({ control, name: `fields.${spec.name}` });
  const value = field.value as FormValue;
  const props: ControlProps = {
    spec,
    value,
    onChange: field.onChange,
    onBlur: field.onBlur,
    focusRef: field.ref,
    error: fieldState.error?.message,
    footer: hasReset && !isDefault(spec, value) && (
      <ResetToDefault spec={spec} onReset={() => field.onChange(toFormValue(spec, spec.defaultValue))} />
    ),
  };
  if (spec.kind === 'table') return <TableControl {...props} />;
  if (spec.kind === 'list' || spec.kind === 'choices') return <ListControl {...props} />;
  return <ValueControl {...props} isSecretSet={isSecretSet} />;
}

function ResetToDefault({ spec, onReset }: { spec: FieldSpec; onReset: () => void }) {
  return (
    <Row>
      <span className="min-w-0 text-sm break-words text-info">{texts.default(defaultWords(spec))}</span>
      <Button size="sm" variant="quiet" onClick={onReset} title={texts.resetNamed(spec.title)}>
        {texts.reset}
      </Button>
    </Row>
  );
}
