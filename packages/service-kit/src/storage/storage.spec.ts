import { randomUUID } from 'node:crypto';
import { cursorPart, keyset } from './keyset.js';
import { isTransientDatabaseError } from './transient-error.js';

const forged = (...values: unknown[]) => Buffer.from(JSON.stringify(values)).toString('base64url');

describe('keyset', () => {
  const list = keyset(cursorPart.instant, cursorPart.uuid);
  const id = randomUUID();

  it('pages by the sort values of the last row', () => {
    const rows = [1, 2, 3].map((second) => ({ at: `2026-03-02 08:00:0${second}.123456+00`, id }));
    const page = list.page(rows, 2, { toItem: ({ at }) => at, cursorOf: (row) => [row.at, row.id] });
    expect(page.items).toHaveLength(2);
    expect(list.decode(page.next)).toEqual(['2026-03-02 08:00:02.123456+00', id]);
    expect(list.page(rows, 3, { toItem: (row) => row, cursorOf: (row) => [row.at, row.id] }).next).toBeNull();
    expect(list.decode(undefined)).toBeUndefined();
  });

  it('ends a page before it is too large for a message, and goes on from there', () => {
    const texts = keyset(cursorPart.text);
    const rows = ['a', 'b', 'c', 'd'].map((key) => ({ key, text: 'é'.repeat(120_000) }));
    const pageAfter = (key: string) =>
      texts.page(
        rows.filter((row) => row.key > key),
        10,
        { toItem: (row) => row, cursorOf: (row) => [row.key] },
      );
    const first = pageAfter('');
    expect(first.items.map(({ key }) => key)).toEqual(['a', 'b']);
    const second = pageAfter(texts.decode(first.next)?.[0] ?? '');
    expect(second).toMatchObject({ items: [{ key: 'c' }, { key: 'd' }], next: null });
  });

  it.each([
    ['no base64', '%%%'],
    ['no list', Buffer.from('{}').toString('base64url')],
    ['a month 13', forged('2026-13-45 00:00:00+00', id)],
    ['a day that the month lacks', forged('2026-02-30 00:00:00+00', id)],
    ['an hour 25', forged('2026-02-03 25:00:00+00', id)],
    ['dashes for an id', forged('2026-02-03 05:00:00+00', '-'.repeat(36))],
    ['too few values', forged('2026-02-03 05:00:00+00')],
    ['a number', forged(5, id)],
  ])('refuses a forged cursor: %s', (_name, cursor) => {
    expect(() => list.decode(cursor)).toThrow(expect.objectContaining({ code: 'request.invalid' }));
  });

  it('refuses positions beyond bigint and text that Postgres cannot store', () => {
    const [position, text] = [keyset(cursorPart.position), keyset(cursorPart.text)];
    expect(position.decode(forged('9223372036854775807'))).toEqual(['9223372036854775807']);
    for (const wrong of ['9999999999999999999', '2026-11-28 12:00:00+00', '-1', ''])
      expect(() => position.decode(forged(wrong))).toThrow(expect.objectContaining({ code: 'request.invalid' }));
    expect(text.decode(forged('Zürich 💶'))).toEqual(['Zürich 💶']);
    expect(() => text.decode(forged('a\0b'))).toThrow();
    expect(() => text.decode(forged('a\ud800b'))).toThrow();
  });
});

describe('isTransientDatabaseError', () => {
  it.each(['08006', '40001', '40P01', '53300', '57P01', '58030', 'ECONNREFUSED'])('is true for %s', (code) => {
    expect(isTransientDatabaseError(Object.assign(new Error('x'), { code }))).toBe(true);
    expect(isTransientDatabaseError(new Error('x', { cause: Object.assign(new Error('y'), { code }) }))).toBe(true);
  });

  it.each(['23505', '42P01', '22001', 'run.not_found'])('is false for %s', (code) => {
    expect(isTransientDatabaseError(Object.assign(new Error('x'), { code }))).toBe(false);
  });
});
