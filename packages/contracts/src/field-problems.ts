import { z } from 'zod';
import type { FieldProblem } from './errors.js';
import { reasonCodeSchema, type ReasonParams } from './reason.js';
import type { fieldsEn } from './reasons/fields.en.js';

type FieldCode = keyof typeof fieldsEn;
type Issue = z.core.$ZodRawIssue;
type Parsed<Schema extends z.ZodType> =
  { data: z.output<Schema>; problems?: undefined } | { data?: undefined; problems: FieldProblem[] };

/**
 * Parses a value; what is wrong with it comes as codes of `field.…`. A schema gives a check a code of its own as its error:
 * `z.string().regex(pattern, 'field.currency')`.
 */
export function parseFields<Schema extends z.ZodType>(schema: Schema, value: unknown): Parsed<Schema> {
  const parsed = schema.safeParse(value, { error: codeOf });
  if (parsed.success) return { data: parsed.data };
  return { problems: parsed.error.issues.flatMap((issue) => problemsOf(issue)) };
}

function problemsOf(issue: z.core.$ZodIssue): FieldProblem[] {
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: path ? `${path}.${key}` : key, code: 'field.unknown', params: {} }));
  }
  const isCode = reasonCodeSchema.safeParse(issue.message).success;
  return [{ path, code: isCode ? issue.message : 'field.invalid', params: paramsOf(issue) }];
}

function paramsOf(issue: z.core.$ZodIssue): ReasonParams {
  if (issue.code === 'too_small') return { minimum: Number(issue.minimum) };
  if (issue.code === 'too_big') return { maximum: Number(issue.maximum) };
  if (issue.code === 'not_multiple_of') return { divisor: issue.divisor };
  if (issue.code === 'invalid_value') return { choices: issue.values.map(String).join(', ') };
  return {};
}

function codeOf(issue: Issue): FieldCode {
  const isMissing = issue.input === undefined || issue.input === '';
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'field.required' : codeOfType(String(issue['expected']));
    case 'invalid_value':
      return isMissing ? 'field.required' : 'field.choice';
    case 'too_small':
      return isMissing ? 'field.required' : codeOfLimit(issue, 'below');
    case 'too_big':
      return codeOfLimit(issue, 'above');
    case 'invalid_format':
      return isMissing ? 'field.required' : codeOfFormat(String(issue['format']));
    case 'not_multiple_of':
      return 'field.not_multiple';
    case 'unrecognized_keys':
      return 'field.unknown';
    default:
      return issue.input === undefined ? 'field.required' : 'field.invalid';
  }
}

const codesOfTypes: Readonly<Record<string, FieldCode>> = {
  string: 'field.text',
  number: 'field.number',
  nan: 'field.number',
  int: 'field.integer',
  boolean: 'field.boolean',
  array: 'field.list',
  tuple: 'field.list',
  object: 'field.object',
  record: 'field.object',
};

function codeOfType(expected: string): FieldCode {
  return codesOfTypes[expected] ?? 'field.invalid';
}

function codeOfLimit(issue: Issue, side: 'below' | 'above'): FieldCode {
  const origin = String(issue['origin']);
  if (origin === 'string') return side === 'below' ? 'field.too_short' : 'field.too_long';
  if (origin === 'array' || origin === 'object') return side === 'below' ? 'field.too_few' : 'field.too_many';
  if (issue['inclusive'] === false) return side === 'below' ? 'field.not_above' : 'field.not_below';
  return side === 'below' ? 'field.too_small' : 'field.too_big';
}

const codesOfFormats: Readonly<Record<string, FieldCode>> = {
  email: 'field.email',
  url: 'field.url',
  uuid: 'field.uuid',
  guid: 'field.uuid',
  date: 'field.date',
  datetime: 'field.datetime',
};

function codeOfFormat(format: string): FieldCode {
  return codesOfFormats[format] ?? 'field.pattern';
}
