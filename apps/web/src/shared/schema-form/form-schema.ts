import { z } from 'zod';
import type { FieldSpec } from './field-spec.js';
import { type FormValue, rowsOf } from './form-value.js';
import { texts } from './texts.js';

export interface FormSchemaOptions {
  /** Secrets that are stored: these may stay empty. */
  secretsSet?: readonly string[];
}

/** Checks what controls hold before it is sent; the server checks again. */
export function formSchemaOf(specs: FieldSpec[], options: FormSchemaOptions = {}) {
  return schemaOf(specs, options) as z.ZodType<Record<string, FormValue>, Record<string, FormValue>>;
}

function schemaOf(specs: FieldSpec[], options: FormSchemaOptions): z.ZodType {
  const value = z.custom<FormValue>();
  const shape = Object.fromEntries(
    specs.map((spec): [string, z.ZodType] => {
      if (spec.kind === 'group') return [spec.name, schemaOf(spec.fields, options)];
      const isRequired = spec.isRequired && !options.secretsSet?.includes(spec.name);
      const check = value.superRefine((held, context) => {
        const problem = problemOf({ ...spec, isRequired }, held);
        if (problem) context.addIssue({ code: 'custom', message: problem });
      });
      return [spec.name, check];
    }),
  );
  return z.object(shape);
}

/** What is wrong with a value, in words for a person; undefined when nothing is. */
export function problemOf(spec: FieldSpec, value: FormValue | undefined): string | undefined {
  if (spec.kind === 'boolean') return undefined;
  if (Array.isArray(value)) return listProblem(spec, value.length, value);
  const text = typeof value === 'string' ? value.trim() : '';
  if (text === '') return spec.isRequired ? texts.required(spec.title) : undefined;
  return spec.kind === 'integer' || spec.kind === 'number' ? numberProblem(spec, text) : textProblem(spec, text);
}

function listProblem(spec: FieldSpec, length: number, value: FormValue): string | undefined {
  if (spec.kind !== 'table' || length === 0) return undefined;
  const rows = rowsOf(value).map((row) => ({ key: row.key.trim(), value: row.value.trim() }));
  const half = rows.find((row) => (row.key === '') !== (row.value === ''));
  if (half) return half.key === '' ? texts.keyMissing(half.value) : texts.valueMissing(half.key);
  const keys = rows.map(({ key }) => key).filter((key) => key !== '');
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  return twice === undefined ? undefined : texts.keyTwice(twice);
}

function numberProblem(spec: FieldSpec, text: string): string | undefined {
  const number = Number(text);
  if (!Number.isFinite(number)) return texts.notANumber;
  if (spec.kind === 'integer' && !Number.isInteger(number)) return texts.notWhole;
  if (spec.minimum !== undefined && number < spec.minimum) return texts.tooSmall(spec.minimum);
  if (spec.maximum !== undefined && number > spec.maximum) return texts.tooLarge(spec.maximum);
  return undefined;
}

function textProblem(spec: FieldSpec, text: string): string | undefined {
  if (spec.kind === 'choice') return spec.choices.some(({ value }) => value === text) ? undefined : texts.noChoice;
  if (spec.minLength !== undefined && text.length < spec.minLength) return texts.tooShort(spec.minLength);
  if (spec.maxLength !== undefined && text.length > spec.maxLength) return texts.tooLong(spec.maxLength);
  if (spec.format === 'uri' && !isUrl(text)) return texts.notAnAddress;
  if (spec.pattern !== undefined && !new RegExp(spec.pattern, 'u').test(text)) {
    return spec.patternHelp ?? texts.otherForm(spec.title);
  }
  return undefined;
}

function isUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
