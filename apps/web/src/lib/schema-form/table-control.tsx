import type { Choice } from '@koppel/contracts';
import { Button, Combobox, FieldGroup, Input, MappingTable } from '@koppel/ui';
import { rowsOf, type TableRow } from './form-value.js';
import { otherSide, useLiveChoices } from './live-choices.js';
import type { ControlProps } from './schema-fields.js';
import { missingKeys, proposedOf, withKeys } from './table-rows.js';
import { texts } from './texts.js';

/** A mapping of texts to texts, edited in place, with what the applications offer for both columns. */
export function TableControl({ spec, value, onChange, onBlur, focusRef, error, mark, footer }: ControlProps) {
  const rows = rowsOf(value);
  const keys = useLiveChoices(spec.keyChoiceKind, otherSide(spec.side));
  const values = useLiveChoices(spec.choiceKind, spec.side);
  const headers = {
    key: spec.columns.key ?? (keys.from || texts.keyColumn),
    value: spec.columns.value ?? (values.from || texts.valueColumn),
  };
  const missing = missingKeys(rows, keys.items);
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
      help={<Help help={spec.help} notes={[keys.note, values.note]} />}
      error={error}
      mark={mark}
      footer={footer}
    >
      <MappingTable
        headers={headers}
        rows={rows.map((_, index) => ({
          key: cell('key', index, keys.items),
          value: cell('value', index, values.items),
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
    </FieldGroup>
  );
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
