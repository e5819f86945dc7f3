import { isDeeperThan, requireStorableText } from './request-body.handler.js';

const isDeep = (json: string) => isDeeperThan(Buffer.from(json), 64);

describe('isDeeperThan', () => {
  it('counts levels of arrays and objects', () => {
    expect(isDeep('['.repeat(64))).toBe(false);
    expect(isDeep('['.repeat(65))).toBe(true);
    expect(isDeep('{"a":'.repeat(65))).toBe(true);
    expect(isDeep('[[]],'.repeat(1_000))).toBe(false);
  });

  it('passes over brackets in strings', () => {
    expect(isDeep(`"${'['.repeat(100)}"`)).toBe(false);
    expect(isDeep(`"\\"${'['.repeat(100)}"`)).toBe(false);
    expect(isDeep(`"\\\\"${'['.repeat(100)}`)).toBe(true);
  });
});

describe('requireStorableText', () => {
  it('takes text of any language', () => {
    expect(() => requireStorableText({ title: 'Käse, 数据, 😀', list: [1, null, { a: '' }] })).not.toThrow();
  });

  it.each([
    [{ values: ['a', 'b\0'] }, 'values.1'],
    [{ title: '\ud83d' }, 'title'],
    [{ fields: { 'a\0': 1 } }, 'fields'],
  ])('refuses %j and names %s', (value, path) => {
    expect(() => requireStorableText(value)).toThrow(
      expect.objectContaining({
        code: 'request.invalid',
        problems: [{ path, code: 'field.characters', params: {} }],
      }),
    );
  });
});
