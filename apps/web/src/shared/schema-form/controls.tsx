import type { Choice } from '@koppel/contracts';
import {
  Button,
  Checkbox,
  Combobox,
  Field,
  FieldGroup,
  Input,
  MappingTable,
  Select,
  Stack,
  Text,
  Textarea,
} from '@koppel/ui';
import { X } from 'lucide-react';
import type { FieldSpec } from './field-spec.js';
import { entriesOf, rowsOf, type TableRow } from './form-value.js';
import {
  missingKeys,
  type OfferedChoices,
  otherSide,
  proposedOf,
  useLiveChoices,
  useProposedRows,
  useSchemaChoices,
  withKeys,
  withLabels,
} from './live-choices.js';
import { ProposedRows } from './proposed-rows-panel.js';
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

/** One of the choices of the schema. */
export function ChoiceControl({ spec, value, onChange, onBlur, focusRef, error, footer, mark }: ControlProps) {
  const text = typeof value === 'string' ? value : '';
  const { options, notes } = useSchemaChoices(spec, text);
  const isFree = !spec.isRequired && spec.defaultValue === undefined;
  return (
    <Field
      label={spec.title}
      help={(spec.help || notes.some(Boolean)) && <Help help={spec.help} notes={notes} />}
      error={error}
      footer={footer}
      isRequired={spec.isRequired}
      mark={mark ?? (isFree ? texts.optional : undefined)}
    >
      <Select
        ref={focusRef}
        options={options}
        placeholder={isFree || text === '' ? texts.choose : undefined}
        value={text}
        onChange={(event) => onChange(event.target.value)}
        onBlur={onBlur}
      />
    </Field>
  );
}

/** One value: text, a number, a secret, or yes and no. */
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

/** Several texts: boxes to tick where the schema lists them, chosen from what the application has, or one per line. */
export function ListControl(props: ControlProps) {
  const choices = useLiveChoices(props.spec.choiceKind, props.spec.side);
  if (props.spec.kind === 'choices') return <TickList {...props} />;
  return choices.items.length > 0 ? (
    <ChosenList {...props} choices={choices} />
  ) : (
    <LineList {...props} note={choices.note} />
  );
}

function LineList(props: ControlProps & { note: string | undefined }) {
  const { spec, value, onChange, onBlur, focusRef, error, mark, footer, note } = props;
  const help = [spec.help, texts.onePerLine].filter(Boolean).join(' ');
  return (
    <Field
      label={spec.title}
      help={<Help help={help} notes={[note]} />}
      error={error}
      footer={footer}
      mark={mark ?? texts.optional}
    >
      <Textarea
        ref={focusRef}
        spellCheck={false}
        value={entriesOf(value).join('\n')}
        onChange={(event) => onChange(event.target.value === '' ? [] : event.target.value.split('\n'))}
        onBlur={onBlur}
      />
    </Field>
  );
}

function TickList({ spec, value, onChange, onBlur, focusRef, error, mark, footer }: ControlProps) {
  const entries = entriesOf(value);
  const toggle = (choice: string, isChecked: boolean) =>
    onChange(isChecked ? [...entries, choice] : entries.filter((entry) => entry !== choice));
  return (
    <FieldGroup legend={spec.title} help={spec.help} error={error} mark={mark} footer={footer}>
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

function ChosenList(props: ControlProps & { choices: OfferedChoices }) {
  const { spec, value, onChange, onBlur, focusRef, error, mark, footer, choices } = props;
  const entries = entriesOf(value);
  const labelOf = (entry: string) => choices.items.find((choice) => choice.value === entry)?.label ?? entry;
  return (
    <FieldGroup
      legend={spec.title}
      help={<Help help={spec.help} notes={[choices.note]} />}
      error={error}
      mark={mark}
      footer={footer}
    >
      {entries.length === 0 && (
        <Text tone="soft" size="sm">
          {texts.noEntries}
        </Text>
      )}
      <ul className="flex flex-wrap gap-2 empty:hidden">
        {entries.map((entry) => (
          <li key={entry}>
            <Button
              size="sm"
              aria-label={texts.remove(labelOf(entry))}
              onClick={() => onChange(entries.filter((one) => one !== entry))}
            >
              {labelOf(entry)}
              <X aria-hidden className="size-4" />
            </Button>
          </li>
        ))}
      </ul>
      <Combobox
        ref={focusRef}
        aria-label={texts.add(spec.title)}
        value=""
        options={choices.items.filter((choice) => !entries.includes(choice.value))}
        placeholder={texts.chooseOrType}
        emptyText={texts.noMatch}
        onChange={(entry) => entry !== '' && onChange([...entries, entry])}
        onBlur={onBlur}
      />
    </FieldGroup>
  );
}

/** A mapping of texts to texts, edited in place, with what the applications offer for both columns. */
export function TableControl(props: ControlProps) {
  const { spec, value, onChange, onBlur, focusRef, error, rowErrors, mark, footer } = props;
  const rows = rowsOf(value);
  const keys = useLiveChoices(spec.keyChoiceKind, otherSide(spec.side));
  const listed = useLiveChoices(spec.choiceKind, spec.side);
  const values = { ...listed, items: withLabels(listed.items, spec.labels) };
  const headers = {
    key: spec.columns.key ?? (keys.from || texts.keyColumn),
    value: spec.columns.value ?? (values.from || texts.valueColumn),
  };
  const proposal = useProposedRows(spec);
  const knowsRows = proposal && proposal.rows.length + proposal.gaps.length > 0;
  const missing = knowsRows ? [] : missingKeys(rows, keys.items);
  const change = (index: number, changes: Partial<TableRow>) =>
    onChange(rows.map((row, at) => (at === index ? { ...row, ...changes } : row)));
  const cell = (column: keyof TableRow, index: number, choices: Choice[]) => (
    <Cell
      label={texts.row(headers[column], index + 1)}
      value={rows[index]?.[column] ?? ''}
      choices={choices}
      onChange={(text) => change(index, { [column]: text })}
      onBlur={onBlur}
      focusRef={index === 0 && column === 'key' ? focusRef : undefined}
    />
  );
  return (
    <FieldGroup
      legend={spec.title}
      help={<Help help={spec.help} notes={[keys.note, values.note, proposal?.note]} />}
      error={error}
      mark={mark}
      footer={footer}
    >
      <MappingTable
        headers={headers}
        rows={rows.map((row, index) => ({
          key: cell('key', index, keys.items),
          value: cell('value', index, values.items),
          error: textOfError(rowErrors[row.key.trim()]),
          removeLabel: texts.removeRow(index + 1),
          onRemove: () => onChange(rows.filter((_row, at) => at !== index)),
        }))}
        emptyText={texts.emptyTable}
        addLabel={texts.addRow(spec.title)}
        addRef={rows.length === 0 ? focusRef : undefined}
        onAdd={() => onChange([...rows, { key: '', value: proposedOf(values.items)?.value ?? '' }])}
        actions={
          missing.length > 0 && (
            <Button size="sm" variant="quiet" onClick={() => onChange(withKeys(rows, missing, values.items))}>
              {texts.addAll(missing.length)}
            </Button>
          )
        }
      />
      {proposal && <ProposedRows value={value} onChange={onChange} proposal={proposal} />}
    </FieldGroup>
  );
}

function textOfError(error: unknown): string | undefined {
  return typeof error === 'string' ? error : undefined;
}

interface CellProps {
  label: string;
  value: string;
  choices: Choice[];
  onChange: (text: string) => void;
  onBlur: () => void;
  focusRef: ((element: HTMLElement | null) => void) | undefined;
}

function Cell({ label, value, choices, onChange, onBlur, focusRef }: CellProps) {
  if (choices.length === 0) {
    return (
      <Input
        ref={focusRef}
        aria-label={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onBlur={onBlur}
      />
    );
  }
  return (
    <Combobox
      ref={focusRef}
      aria-label={label}
      value={value}
      options={choices}
      placeholder={texts.chooseOrType}
      emptyText={texts.noMatch}
      onChange={onChange}
      onBlur={onBlur}
    />
  );
}

/** The field's own help, and how it stands with what can be chosen. */
export function Help({ help, notes }: { help: string | undefined; notes: (string | undefined)[] }) {
  return (
    <>
      {help}
      {[...new Set(notes)].filter(Boolean).map((note) => (
        <span key={note} className="mt-0.5 block italic">
          {note}
        </span>
      ))}
    </>
  );
}
