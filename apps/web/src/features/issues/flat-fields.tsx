import type { FieldProblem } from '@koppel/contracts';
import { Button, Field, FieldGroup, Input, Row, Select, Stack, Text } from '@koppel/ui';
import { useState } from 'react';
import { flatFieldsOf, readField, withField, type FlatField, type FlatValue, type JsonObject } from './json-fields.js';
import { texts } from './texts.js';

const FEW = 8;

export interface FlatFieldsProps {
  record: JsonObject;
  /** Fields that it speaks of come first. */
  reason: string;
  problems: readonly FieldProblem[];
  onChange: (record: JsonObject) => void;
}

/** The plain fields of a record, each with a control of its own kind. */
export function FlatFields({ record, reason, problems, onChange }: FlatFieldsProps) {
  const [wanted, setWanted] = useState('');
  const [most, setMost] = useState(FEW);
  // The kinds and the order as they were: a field that is emptied keeps both.
  const [initial] = useState(() => flatFieldsOf(record, reason));
  const fields = initial.filter(({ name }) => name in record && isFlat(record[name]));
  const found = fields.filter(({ name }) => name.toLowerCase().includes(wanted.trim().toLowerCase()));
  const shown = wanted.trim() === '' ? found.slice(0, most) : found;
  if (fields.length === 0) return null;
  return (
    <FieldGroup legend={texts.fields} help={texts.fieldsHelp}>
      <Stack>
        {fields.length > FEW && (
          <Field label={texts.findField}>
            <Input type="search" value={wanted} onChange={(event) => setWanted(event.target.value)} />
          </Field>
        )}
        {shown.length === 0 && <Text tone="soft">{texts.noField}</Text>}
        <Stack columns="two">
          {shown.map((field) => (
            <FlatControl
              key={field.name}
              field={field}
              now={flatValue(record[field.name])}
              problem={problems.find(({ path }) => path === field.name)?.message}
              onChange={(value) => onChange(withField(record, field.name, value))}
            />
          ))}
        </Stack>
        {wanted.trim() === '' && fields.length > most && (
          <Row>
            <Button size="sm" onClick={() => setMost(fields.length)}>
              {texts.moreFields(fields.length - most)}
            </Button>
          </Row>
        )}
      </Stack>
    </FieldGroup>
  );
}

interface FlatControlProps {
  field: FlatField;
  now: FlatValue;
  problem: string | undefined;
  onChange: (value: FlatValue) => void;
}

const booleans = [
  { value: 'true', label: texts.yes },
  { value: 'false', label: texts.no },
];

function FlatControl({ field, now, problem, onChange }: FlatControlProps) {
  /** What was typed and is no number yet. */
  const [rejected, setRejected] = useState<string>();
  const type = (typed: string) => {
    const value = readField(typed, field.value);
    setRejected(value === undefined ? typed : undefined);
    if (value !== undefined) onChange(value);
  };
  const error = rejected === undefined ? problem : texts.notANumber;
  return (
    <Field label={field.name} error={error}>
      {typeof field.value === 'boolean' ? (
        <Select options={booleans} value={String(now)} onChange={(event) => type(event.target.value)} />
      ) : (
        <Input
          inputMode={typeof field.value === 'number' ? 'decimal' : undefined}
          placeholder={now === null ? texts.noValue : undefined}
          spellCheck={false}
          value={rejected ?? (now === null ? '' : String(now))}
          onChange={(event) => type(event.target.value)}
        />
      )}
    </Field>
  );
}

function isFlat(value: JsonObject[string] | undefined): value is FlatValue {
  return value !== undefined && (typeof value !== 'object' || value === null);
}

function flatValue(value: JsonObject[string] | undefined): FlatValue {
  return isFlat(value) ? value : null;
}
