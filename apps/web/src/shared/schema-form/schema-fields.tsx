import { Badge, Button, FieldGroup, Row, Stack } from '@koppel/ui';
import { type ReactNode, useEffect, useRef } from 'react';
import { useController, useFormContext } from 'react-hook-form';
import { ChoiceControl, ListControl, TableControl, ValueControl } from './controls.js';
import type { FieldSpec } from './field-spec.js';
import { defaultText, type FormValue, type FormValues, isDefault, toFormValue } from './form-value.js';
import { isChanged, proposedOf, takesProposal, useLiveChoices } from './live-choices.js';
import { texts } from './texts.js';

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
  /** Fills an empty field with what the application proposes, and says so. */
  takesProposals?: boolean;
  /** Where the values stand in the form. */
  path?: string;
}

/** The controls of a schema's fields, inside a `FormProvider` whose form is a `SchemaForm`. */
export function SchemaFields({ specs, path = 'fields', ...options }: SchemaFieldsProps) {
  return (
    <Stack gap="lg">
      {specs.map((spec) => {
        const name = `${path}.${spec.name}`;
        if (spec.kind !== 'group') return <SchemaField key={name} spec={spec} name={name} {...options} />;
        return (
          <FieldGroup key={name} legend={spec.title} help={spec.help}>
            <div className="border-l-2 border-line pl-4">
              <SchemaFields specs={spec.fields} path={name} {...options} />
            </div>
          </FieldGroup>
        );
      })}
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
  /** What is wrong with single rows of a table, by their keys. */
  rowErrors: Readonly<Record<string, unknown>>;
  /** Stands beside the label: that the value was changed or proposed. */
  mark: ReactNode;
  footer: ReactNode;
}

type SchemaFieldProps = Omit<SchemaFieldsProps, 'specs' | 'path'> & { spec: FieldSpec; name: string };

function SchemaField({ spec, name, secretsSet = [], hasResets = false, takesProposals = false }: SchemaFieldProps) {
  const { control } = useFormContext<SchemaForm>();
  const { field, fieldState } = useController({ control, name: name as `fields.${string}` });
  const value = field.value as FormValue;
  const proposal = useProposal({ spec, value, isTaken: takesProposals, onPropose: field.onChange });
  const canReset = hasResets && !isDefault(spec, value);
  const props: ControlProps = {
    spec,
    value,
    onChange: field.onChange,
    onBlur: field.onBlur,
    focusRef: field.ref,
    error: fieldState.error?.message,
    rowErrors: fieldState.error?.types ?? {},
    mark: proposal.from ? (
      <Badge tone="info">{texts.proposed(proposal.from)}</Badge>
    ) : canReset && isChanged(spec, value, proposal.value) ? (
      <Badge tone="info">{texts.changed}</Badge>
    ) : undefined,
    footer: canReset && (
      <ResetToDefault spec={spec} onReset={() => field.onChange(toFormValue(spec, spec.defaultValue))} />
    ),
  };
  if (spec.kind === 'table') return <TableControl {...props} />;
  if (spec.kind === 'choice') return <ChoiceControl {...props} />;
  if (spec.kind === 'list' || spec.kind === 'choices') return <ListControl {...props} />;
  return <ValueControl {...props} isSecretSet={secretsSet.includes(spec.name)} />;
}

/**
 * What the application proposes. An empty text, or a choice that nobody has made, is filled with it once, where that `isTaken`.
 *
 * @returns `from`: where the value comes from, while it is the proposed one and not the default
 */
function useProposal(field: {
  spec: FieldSpec;
  value: FormValue;
  isTaken: boolean;
  onPropose: (value: string) => void;
}): { value: string | undefined; from: string | undefined } {
  const { spec, value, isTaken, onPropose } = field;
  const choices = useLiveChoices(takesProposal(spec) ? spec.choiceKind : undefined, spec.side);
  const proposed = proposedOf(choices.items)?.value;
  const isUnset = spec.kind === 'choice' ? isDefault(spec, value) : value === '';
  // Once, when the choices have come: what a person empties afterwards stays empty.
  const wasAsked = useRef(false);
  useEffect(() => {
    if (!isTaken || proposed === undefined || wasAsked.current) return;
    wasAsked.current = true;
    if (isUnset) onPropose(proposed);
  }, [isTaken, proposed, isUnset, onPropose]);
  const isShown = proposed === value && (isTaken || !isDefault(spec, value));
  return { value: proposed, from: proposed !== undefined && isShown ? choices.from : undefined };
}

function ResetToDefault({ spec, onReset }: { spec: FieldSpec; onReset: () => void }) {
  return (
    <Row>
      <span className="min-w-0 text-sm break-words text-ink-soft">{texts.default(defaultText(spec))}</span>
      <Button size="sm" variant="quiet" onClick={onReset} aria-label={texts.resetNamed(spec.title)}>
        {texts.reset}
      </Button>
    </Row>
  );
}
