import type { JsonValue } from '@koppel/contracts';
import type { FieldError } from 'react-hook-form';
import type { FieldProblem } from '../api/problem.js';
import type { FieldSpec } from './field-spec.js';
import { texts } from './texts.js';

export interface TableRow {
  key: string;
  value: string;
}
/** What a control holds: numbers as typed, tables as rows, so that half-typed input is never lost. */
export type FormValue = string | boolean | string[] | TableRow[] | FormValues;
export interface FormValues {
  [name: string]: FormValue;
}

/** A JSON value as its control holds it. */
export function toFormValue(spec: FieldSpec, value: JsonValue | undefined): FormValue {
  switch (spec.kind) {
    case 'boolean':
      return value === true;
    case 'list':
    case 'choices':
      return Array.isArray(value) ? value.map(textOf) : [];
    case 'table':
      return isObject(value) ? Object.entries(value).map(([key, cell]) => ({ key, value: textOf(cell) })) : [];
    case 'group':
      return formValuesOf(spec.fields, isObject(value) ? value : {});
    default:
      return textOf(value);
  }
}

/** A control's value as JSON; undefined where nothing was filled in. */
export function toJsonValue(spec: FieldSpec, value: FormValue | undefined): JsonValue | undefined {
  if (typeof value === 'boolean') return value;
  if (value === undefined) return undefined;
  if (typeof value === 'string') return textToJson(spec, value);
  if (!Array.isArray(value)) return jsonValuesOf(spec.fields, value);
  if (spec.kind === 'choices' && spec.isNumeric) return value.map(Number);
  return spec.kind === 'table' ? tableToJson(value) : listToJson(value);
}

function textToJson(spec: FieldSpec, value: string): JsonValue | undefined {
  const trimmed = value.trim();
  if (trimmed === '') return emptied(spec);
  const isNumber = spec.kind === 'integer' || spec.kind === 'number' || spec.isNumeric;
  return isNumber ? Number(trimmed) : trimmed;
}

/** A text that was emptied is not one that was never filled in: left out, it would get its default again. */
function emptied(spec: FieldSpec): JsonValue | undefined {
  const hasDefault = typeof spec.defaultValue === 'string' && spec.defaultValue !== '';
  return spec.kind === 'text' && hasDefault ? '' : undefined;
}

function tableToJson(rows: (string | TableRow)[]): JsonValue {
  const filled = rows.filter((row) => typeof row !== 'string').filter((row) => row.key.trim() !== '');
  return Object.fromEntries(filled.map((row) => [row.key.trim(), row.value.trim()]));
}

function listToJson(entries: (string | TableRow)[]): JsonValue {
  return entries
    .filter((entry) => typeof entry === 'string' && entry.trim() !== '')
    .map((entry) => String(entry).trim());
}

export function formValuesOf(specs: FieldSpec[], values: Record<string, JsonValue>): FormValues {
  return Object.fromEntries(
    specs.map((spec) => [spec.name, toFormValue(spec, values[spec.name] ?? spec.defaultValue)]),
  );
}

/** The JSON to send. Empty fields are left out: an empty secret keeps the one that is stored. */
export function jsonValuesOf(specs: FieldSpec[], values: FormValues): Record<string, JsonValue> {
  return Object.fromEntries(
    specs.flatMap((spec) => {
      const value = toJsonValue(spec, values[spec.name]);
      return value === undefined ? [] : [[spec.name, value]];
    }),
  );
}

/** Whether a control differs from the default of its field. */
export function isDefault(spec: FieldSpec, value: FormValue | undefined): boolean {
  const normal = (candidate: FormValue | undefined) => JSON.stringify(toJsonValue(spec, candidate) ?? null);
  return normal(value) === normal(toFormValue(spec, spec.defaultValue));
}

/** The rows of a table; none for a value of another kind. */
export function rowsOf(value: FormValue | undefined): TableRow[] {
  return Array.isArray(value) ? value.filter((row) => typeof row !== 'string') : [];
}

/** The entries of a list; none for a value of another kind. */
export function entriesOf(value: FormValue | undefined): string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}

function isObject(value: JsonValue | undefined): value is Record<string, JsonValue> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A field's default in words. */
export function defaultText(spec: FieldSpec): string {
  return valueText(spec, toFormValue(spec, spec.defaultValue));
}

/** What a control holds, in words. */
export function valueText(spec: FieldSpec, value: FormValue | undefined): string {
  if (value === undefined) return texts.nothing;
  if (typeof value === 'boolean') return value ? texts.on : texts.off;
  const label = (text: string) => spec.choices.find((choice) => choice.value === text)?.label ?? text;
  if (typeof value === 'string') return value === '' ? texts.nothing : label(value);
  if (!Array.isArray(value)) {
    return spec.fields.map((field) => `${field.title}: ${valueText(field, value[field.name])}`).join(', ');
  }
  if (value.length === 0) return texts.nothing;
  return value.map((entry) => (typeof entry === 'string' ? label(entry) : `${entry.key} → ${entry.value}`)).join(', ');
}

/** Where a form keeps what is typed and not saved yet, so that it is there again when one comes back. */
export interface InputStore<Values> {
  read: () => Partial<Values> | undefined;
  /** Keeps the form's values; undefined once they are saved. */
  save: (values: Values | undefined) => void;
}

/** Values without those of secrets, which must not leave the page but to be saved. */
export function withoutSecrets(specs: FieldSpec[], values: FormValues): FormValues {
  const secrets = new Set(specs.filter(({ kind }) => kind === 'secret').map(({ name }) => name));
  return Object.fromEntries(Object.entries(values).filter(([name]) => !secrets.has(name)));
}

export interface PlacedProblem {
  name: string;
  /** Where in the field it is: the key of a table's row. */
  row: string | undefined;
  message: string;
}

/**
 * Finds the control that each of the server's field problems belongs to: `fields.division`, `settings.division` and
 * `division` all mean the control `division`. What fits no control is left to the message above the form.
 */
export function problemsByField(problems: FieldProblem[], names: string[]): PlacedProblem[] {
  return problems.flatMap(({ path, message }) => {
    const [, bare = '', row] = /^(?:\/|body\.)?(?:fields|settings)?[./]?([^./[]+)(?:[./](.+))?/.exec(path) ?? [];
    return names.includes(bare) ? [{ name: bare, row, message }] : [];
  });
}

/** Whether the problem at a path stands at one of these controls. */
export function isAtControl(path: string, names: string[]): boolean {
  return problemsByField([{ path, message: '' }], names).length > 0;
}

/** The problems of one field as its control shows them: those of a table's rows stand at the rows. */
export function fieldErrorOf({ kind }: FieldSpec, problems: PlacedProblem[]): FieldError {
  const ofRows = kind === 'table' ? problems.flatMap(({ row, message }) => (row ? [[row, message] as const] : [])) : [];
  const [whole] = problems.filter(({ row }) => kind !== 'table' || !row);
  return {
    type: 'server',
    message: whole?.message ?? texts.rowsWrong(ofRows.length),
    types: Object.fromEntries(ofRows),
  };
}
