import type { JsonValue } from '@koppel/contracts';
import { findNodeAtLocation, type Node, parseTree, type ParseError, printParseErrorCode } from 'jsonc-parser';

export type JsonFault =
  | 'empty'
  | 'value'
  | 'name'
  | 'colon'
  | 'separator'
  | 'trailingComma'
  | 'text'
  | 'escape'
  | 'number'
  | 'comment'
  | 'rest';

export interface JsonProblem {
  fault: JsonFault;
  line: number;
  column: number;
  /** Characters before it. */
  offset: number;
}

export type JsonCheck = { value: JsonValue } | { problem: JsonProblem };

/** Parses JSON that a user typed; browsers do not report the position of an error consistently. */
export function checkJson(text: string): JsonCheck {
  try {
    return { value: JSON.parse(text) as JsonValue };
  } catch {
    return { problem: problemIn(text) };
  }
}

function problemIn(text: string): JsonProblem {
  const errors: ParseError[] = [];
  parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const { fault, offset } = text.trim() === '' ? { fault: 'empty' as const, offset: 0 } : faultOf(text, errors);
  const before = text.slice(0, offset).split('\n');
  return { fault, offset, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

const faults: Record<string, JsonFault> = {
  InvalidSymbol: 'value',
  ValueExpected: 'value',
  PropertyNameExpected: 'name',
  ColonExpected: 'colon',
  CommaExpected: 'separator',
  CloseBraceExpected: 'separator',
  CloseBracketExpected: 'separator',
  UnexpectedEndOfString: 'text',
  InvalidCharacter: 'text',
  InvalidEscapeCharacter: 'escape',
  InvalidUnicode: 'escape',
  UnexpectedEndOfNumber: 'number',
  InvalidCommentToken: 'comment',
  UnexpectedEndOfComment: 'comment',
  EndOfFileExpected: 'rest',
};

function faultOf(text: string, [first, second]: ParseError[]): { fault: JsonFault; offset: number } {
  if (!first) return { fault: 'value', offset: 0 };
  const { offset } = first;
  const comma = text.slice(0, offset).trimEnd().length - 1;
  if (/[\]}]/.test(text.charAt(offset)) && text.charAt(comma) === ',') return { fault: 'trailingComma', offset: comma };
  // A name without quotes is an unknown symbol first, and a missing name after that.
  const named = second && printParseErrorCode(second.error) === 'PropertyNameExpected' ? second : first;
  const code = printParseErrorCode(first.error) === 'InvalidSymbol' ? named.error : first.error;
  return { fault: faults[printParseErrorCode(code)] ?? 'value', offset };
}

/** The range of a field's value in a record's text, or of the closest existing group around it. */
export function rangeOfField(text: string, field: string): { start: number; end: number } | undefined {
  const root = parseTree(text);
  const path = field.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  for (let length = path.length; root && length > 0; length -= 1) {
    const node = nodeAt(root, path.slice(0, length));
    if (node) return { start: node.offset, end: node.offset + node.length };
  }
  return undefined;
}

/** Records of some applications have numbers as names. */
function nodeAt(root: Node, path: (string | number)[]): Node | undefined {
  return findNodeAtLocation(root, path) ?? findNodeAtLocation(root, path.map(String));
}

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

/** The plain fields of a record: the one that the reason is about first, else in their order. */
export function flatFieldsOf(record: JsonObject, field: string | undefined): FlatField[] {
  const fields = Object.entries(record).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null ? [] : [{ name, value }],
  );
  const isConcerned = ({ name }: FlatField) => name.toLowerCase() === field?.toLowerCase();
  return [...fields.filter(isConcerned), ...fields.filter((one) => !isConcerned(one))];
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
