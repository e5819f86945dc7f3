import { instantSchema } from './values.js';

describe('instants', () => {
  it.each(['0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999999+15:59', '2026-02-28T00:00:00-15:59'])(
    'takes %s',
    (text) => expect(instantSchema.parse(text)).toBe(text),
  );

  it.each([
    '0000-01-01T00:00:00Z',
    '2026-01-01T00:00:00+16:00',
    '2026-01-01T00:00:00-23:59',
    '2026-02-30T00:00:00Z',
    `2026-01-01T00:00:00.${'1'.repeat(100)}Z`,
    'x'.repeat(101),
  ])('refuses %s, which no database takes', (text) => {
    expect(instantSchema.safeParse(text).error?.issues).toHaveLength(1);
  });
});
