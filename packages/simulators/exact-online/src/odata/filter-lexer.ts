import { badRequest } from '../errors.js';

export type LiteralKind = 'string' | 'guid' | 'date' | 'int64' | 'number' | 'boolean' | 'null';

export type Token =
  | { type: 'literal'; kind: LiteralKind; value: string | number | bigint | boolean | null; at: number }
  | { type: 'word'; text: string; at: number }
  | { type: 'open' | 'close' | 'comma'; at: number };

const quoted = `'((?:[^']|'')*)'`;
const patterns: { pattern: RegExp; read: (match: RegExpExecArray, at: number) => Token }[] = [
  { pattern: new RegExp(`guid${quoted}`, 'iy'), read: (match, at) => guidToken(match[1] ?? '', at) },
  { pattern: new RegExp(`datetime(?:offset)?${quoted}`, 'iy'), read: (match, at) => dateToken(match[1] ?? '', at) },
  {
    pattern: new RegExp(quoted, 'y'),
    read: (match, at) => ({ type: 'literal', kind: 'string', value: (match[1] ?? '').replaceAll("''", "'"), at }),
  },
  {
    pattern: /(-?\d+)[lL]\b/y,
    read: (match, at) => ({ type: 'literal', kind: 'int64', value: BigInt(match[1] ?? '0'), at }),
  },
  {
    pattern: /(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)[mMdDfF]?(?![\w.])/y,
    read: (match, at) => ({ type: 'literal', kind: 'number', value: Number(match[1]), at }),
  },
  {
    pattern: /(true|false)\b/iy,
    read: (match, at) => ({ type: 'literal', kind: 'boolean', value: /^t/i.test(match[0]), at }),
  },
  { pattern: /null\b/iy, read: (_match, at) => ({ type: 'literal', kind: 'null', value: null, at }) },
  { pattern: /[A-Za-z_][\w/]*/y, read: (match, at) => ({ type: 'word', text: match[0], at }) },
  { pattern: /\(/y, read: (_match, at) => ({ type: 'open', at }) },
  { pattern: /\)/y, read: (_match, at) => ({ type: 'close', at }) },
  { pattern: /,/y, read: (_match, at) => ({ type: 'comma', at }) },
];

const guidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function guidToken(text: string, at: number): Token {
  if (!guidPattern.test(text)) throw badRequest(`Unrecognized 'Edm.Guid' literal 'guid'${text}'' in '${at}'.`);
  return { type: 'literal', kind: 'guid', value: text.toLowerCase(), at };
}

/** Parses `datetime'…'` as UTC; undefined when it is invalid. */
export function parseDateTime(text: string): number | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(:\d{2}(?:\.\d{1,7})?)?(Z)?)?$/.exec(text.trim());
  if (!match) return undefined;
  const ms = Date.parse(`${match[1]}T${match[2] ?? '00:00'}${(match[3] ?? ':00').slice(0, 7)}Z`);
  return Number.isNaN(ms) ? undefined : ms;
}

function dateToken(text: string, at: number): Token {
  const ms = parseDateTime(text);
  if (ms === undefined) throw badRequest(`Unrecognized 'Edm.DateTime' literal 'datetime'${text}'' in '${at}'.`);
  return { type: 'literal', kind: 'date', value: ms, at };
}

/** Splits an OData v2 expression into tokens; throws a 400 at the first invalid character. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text.charAt(at))) {
      at += 1;
      continue;
    }
    const found = matchAt(text, at);
    if (!found) throw badRequest(`Syntax error '${text.charAt(at)}' at position ${at}.`);
    tokens.push(found.token);
    at = found.end;
  }
  return tokens;
}

function matchAt(text: string, at: number): { token: Token; end: number } | undefined {
  for (const { pattern, read } of patterns) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) return { token: read(match, at), end: pattern.lastIndex };
  }
  return undefined;
}
