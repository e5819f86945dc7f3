export type JsonFault =
  'empty' | 'value' | 'name' | 'colon' | 'separator' | 'trailingComma' | 'text' | 'escape' | 'number' | 'rest';

export interface JsonProblem {
  fault: JsonFault;
  line: number;
  column: number;
  /** How many characters stand before it. */
  offset: number;
}

export type JsonCheck = { value: JsonValue } | { problem: JsonProblem };

class Fault extends Error {
  constructor(
    readonly fault: JsonFault,
    readonly offset: number,
  ) {
    super(fault);
  }
}

/** Reads JSON that a person typed. Browsers tell the place of a mistake each in their own way, and some not at all. */
export function checkJson(text: string): JsonCheck {
  try {
    return { value: JSON.parse(text) as JsonValue };
  } catch {
    return { problem: findProblem(text) };
  }
}

function findProblem(text: string): JsonProblem {
  try {
    if (text.trim() === '') throw new Fault('empty', 0);
    const end = space(text, value(text, space(text, 0)));
    throw new Fault('rest', end);
  } catch (error: unknown) {
    if (!(error instanceof Fault)) throw error;
    const before = text.slice(0, error.offset).split('\n');
    return {
      fault: error.fault,
      line: before.length,
      column: (before.at(-1)?.length ?? 0) + 1,
      offset: error.offset,
    };
  }
}

/** Each of these takes the place where something begins and gives the place behind it. */
function space(text: string, at: number): number {
  let end = at;
  while (end < text.length && ' \t\r\n'.includes(text.charAt(end))) end += 1;
  return end;
}

function value(text: string, at: number): number {
  const first = text.charAt(at);
  if (first === '{') return group(text, at, { close: '}', entry: member });
  if (first === '[') return group(text, at, { close: ']', entry: value });
  if (first === '"') return string(text, at);
  if (/[-\d]/.test(first)) return number(text, at);
  const word = /^(?:true|false|null)\b/.exec(text.slice(at, at + 6))?.[0];
  if (word === undefined) throw new Fault('value', at);
  return at + word.length;
}

interface Group {
  close: '}' | ']';
  entry: (text: string, at: number) => number;
}

function group(text: string, open: number, { close, entry }: Group): number {
  let at = space(text, open + 1);
  if (text.charAt(at) === close) return at + 1;
  for (;;) {
    at = space(text, entry(text, at));
    if (text.charAt(at) === close) return at + 1;
    if (text.charAt(at) !== ',') throw new Fault('separator', at);
    const comma = at;
    at = space(text, at + 1);
    if (text.charAt(at) === close) throw new Fault('trailingComma', comma);
  }
}

function member(text: string, at: number): number {
  if (text.charAt(at) !== '"') throw new Fault('name', at);
  const colon = space(text, string(text, at));
  if (text.charAt(colon) !== ':') throw new Fault('colon', colon);
  return value(text, space(text, colon + 1));
}

function string(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '"') return at + 1;
    if (char < ' ') throw new Fault('text', open);
    if (char !== '\\') continue;
    const escape = /^(?:["\\/bfnrt]|u[\da-fA-F]{4})/.exec(text.slice(at + 1, at + 6))?.[0];
    if (escape === undefined) throw new Fault('escape', at);
    at += escape.length;
  }
  throw new Fault('text', open);
}

function number(text: string, at: number): number {
  const whole = /^[-+.\deE]+/.exec(text.slice(at, at + 400))?.[0] ?? '';
  if (!/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(whole)) throw new Fault('number', at);
  return at + whole.length;
}

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
export type JsonObject = { [key: string]: JsonValue };
export type FlatValue = string | number | boolean | null;

/** A field of a record that is no list and nothing nested. */
export interface FlatField {
  name: string;
  value: FlatValue;
}

export function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The plain fields of a record: those that the reason speaks of first, else in their order. */
export function flatFieldsOf(record: JsonObject, reason: string): FlatField[] {
  const words = new Set(reason.toLowerCase().split(/[^a-z0-9_]+/));
  const fields = Object.entries(record).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null ? [] : [{ name, value }],
  );
  const isNamed = ({ name }: FlatField) => words.has(name.toLowerCase());
  return [...fields.filter(isNamed), ...fields.filter((field) => !isNamed(field))];
}

/** What was typed, as the kind of value the field had; undefined where it is none. Nothing typed in a field that was empty stays null. */
export function readField(typed: string, before: FlatValue): FlatValue | undefined {
  if (typed === '' && (before === null || typeof before === 'number')) return null;
  if (typeof before === 'boolean') return typed === 'true';
  if (typeof before !== 'number') return typed;
  const number = Number(typed.trim().replace(',', '.'));
  return Number.isFinite(number) ? number : undefined;
}

/** The record with one field changed, in the same order. */
export function withField(record: JsonObject, name: string, value: FlatValue): JsonObject {
  return { ...record, [name]: value };
}
