/** Numbers by a seed, so that a run can be made again (mulberry32, public domain). */
export class SeededRandom {
  constructor(private state: number) {}

  /** From 0 up to, not including, 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  pick<Value>(values: readonly Value[]): Value {
    const value = values[this.below(values.length)];
    if (value === undefined) throw new Error('there is nothing to pick from');
    return value;
  }

  isOneOf(count: number): boolean {
    return this.below(count) === 0;
  }
}

const cursor = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const zeroId = '00000000-0000-0000-0000-000000000000';

/** Texts that parsers, databases and templates have stumbled over. */
export const oddTexts: readonly string[] = [
  ...[
    '',
    ' ',
    '\0',
    'a\0b',
    '\ud800',
    'x\udfff',
    '\ud83d\ude00',
    '\u202eabc',
    '\ufeff',
    '\r\nx: y',
    'é'.normalize('NFD'),
  ],
  ...['null', 'true', 'undefined', 'NaN', 'Infinity', '-1', '0x10', '1e309', '1.5', '9'.repeat(19), '9'.repeat(400)],
  ...[
    '__proto__',
    'constructor',
    'toString',
    '[object Object]',
    '{}',
    '[]',
    '"',
    "'",
    '\\',
    '%',
    '%00',
    '%zz',
    '$1',
    ':id',
  ],
  ...[
    "' or 1=1 --",
    '"; drop table run; --',
    '${7*7}',
    '{{7*7}}',
    '<script>alert(1)</script>',
    '../../etc/passwd',
    '//x/..',
  ],
  ...['0000-01-01T00:00:00Z', '2026-13-45T99:99:99Z', '2026-02-30T00:00:00Z', '9999-12-31T23:59:59+23:59'],
  ...['+275760-09-13T00:00:00.000Z', '-000001-01-01T00:00:00Z', '2026-01-01T00:00:00.123456789012345678901234567890Z'],
  ...['0001-01-01T00:00:00+23:59', '2026-01-01T00:00:00-23:59', '2026-06-30T23:59:60Z', '2026-01-01T24:00:00Z'],
  ...[
    zeroId,
    '-'.repeat(36),
    zeroId.toUpperCase(),
    'ffffffff-ffff-ffff-ffff-ffffffffffff',
    `{${zeroId}}`,
    `${zeroId}\n`,
  ],
  ...[cursor(['2026-13-45 00:00:00+00', zeroId]), cursor(['0001-01-01 00:00:00+15:59', zeroId]), cursor([])],
  ...[cursor(['2026-01-01 00:00:00+00', '-'.repeat(36)]), cursor(['9'.repeat(19)]), cursor(['9999999999999999999'])],
  ...[cursor(null), cursor({}), cursor([null, null]), cursor(['\0', '\ud800']), 'bnVsbA', '=', '____', 'W10='],
  ...['Mars/Olympus', 'Europe/Amsterdam\0', 'UTC+25', '* * * * * *', '0 0 31 2 *', '*/0 * * * *', '99 99 * * *'],
  ...[
    'a@b',
    'x@example.com',
    '@',
    `${'a'.repeat(300)}@example.com`,
    'http://127.0.0.1:1/',
    'http://[::1',
    'file:///etc/passwd',
  ],
  ...['x'.repeat(101), 'x'.repeat(1_000), '\u{1F600}'.repeat(500), 'x'.repeat(20_000)],
];

const deep = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels)) as unknown;

/** Values of every kind of JSON. */
export const oddValues: readonly unknown[] = [
  ...[null, true, false, 0, -0, -1, 1.5, 1e308, 2 ** 31, 2 ** 53, 2 ** 63, -(2 ** 63), 1e-320],
  ...[[], [[]], {}, [null], [{}], [1, 2], deep(10), deep(60), { a: { b: { c: null } } }, { '': '' }, { length: 1e9 }],
  ...[
    JSON.parse('{"__proto__":{"isAdmin":true}}'),
    { toString: null },
    { constructor: { prototype: {} } },
    { '\0': 1 },
  ],
  ...[{ $ref: '#' }, { toJSON: 1 }, Array.from({ length: 2_000 }, () => 'x'), { x: 'y'.repeat(3_000) }],
];

/** Bodies that are no JSON, or not quite. */
export const oddBodies: readonly Buffer[] = [
  ...[
    '',
    '{',
    '}',
    'null',
    '[]',
    '"text"',
    '1',
    'true',
    '{"a":1,}',
    "{'a':1}",
    '{"a":1}{"b":2}',
    '\ufeff{}',
    '{"a":\u0001}',
  ],
  ...[
    'a=1&b=2',
    '<a/>',
    '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n--x--',
    '{"a":1e99999}',
    '{"\\ud800":1}',
  ],
  ...['['.repeat(63) + ']'.repeat(63), '['.repeat(5_000), '{"a":'.repeat(5_000), '[' + '{},'.repeat(9_000) + '{}]'],
].map((text) => Buffer.from(text));

export const brokenUtf8 = Buffer.from([
  0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0xfe, 0xc0, 0x80, 0xed, 0xa0, 0x80, 0x22, 0x7d,
]);

/** Headers that say what a body is, and are wrong. */
export const oddBodyHeaders: readonly Record<string, string>[] = [
  ...[
    'text/plain',
    'application/xml',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'application/json5',
    '*/*',
  ],
  ...[
    'application/json; charset=latin1',
    'application/json; charset=bogus',
    'application/json; charset=utf-16',
    'x',
    '/',
    ';',
  ],
  ...[
    'application/json; charset',
    'application/json;;;',
    'APPLICATION/JSON',
    'application/problem+json',
    `a/${'b'.repeat(2_000)}`,
  ],
]
  .map((type): Record<string, string> => ({ 'content-type': type }))
  .concat(['gzip', 'br', 'deflate', 'bogus', 'gzip, gzip', ''].map((coding) => ({ 'content-encoding': coding })));

/** Headers of any request. */
export const oddHeaders: readonly Record<string, string>[] = [
  { accept: 'application/xml' },
  { accept: 'x'.repeat(2_000) },
  { 'accept-language': '*, nl;q=bogus, xx-yy-zz' },
  { 'accept-language': 'x'.repeat(2_000) },
  { 'accept-encoding': 'gzip;q=2, bogus' },
  { 'x-http-method-override': 'DELETE' },
  { range: 'bytes=9-1' },
  { 'if-none-match': '"' },
  { traceparent: '00-zz-zz-zz' },
  { 'x-koppel-identity': 'x.y.z' },
  { 'user-agent': 'x'.repeat(4_000) },
  { 'user-agent': 'é\u00ff' },
  { host: 'evil.example' },
  { 'x-forwarded-host': 'evil.example' },
  { referer: '::' },
  { authorization: 'Basic x' },
];
