import { checkJson, flatFieldsOf, rangeOfField, readField, withField } from './json-record.js';

it('reads what is well formed', () => {
  expect(checkJson('{"a": [1, -2.5e3, "x\\n", null, true]}')).toEqual({ value: { a: [1, -2500, 'x\n', null, true] } });
});

it.each([
  ['', 'empty', 1, 1],
  ['{\n  "a": \n}', 'value', 3, 1],
  ['{ a: 1 }', 'name', 1, 3],
  ['{ "a" 1 }', 'colon', 1, 7],
  ['{\n "a": 1\n "b": 2\n}', 'separator', 3, 2],
  ['{ "a": 1, }', 'trailingComma', 1, 9],
  ['["a", "b]', 'text', 1, 7],
  ['{ "a": 1', 'separator', 1, 9],
  ['["\\x"]', 'escape', 1, 2],
  ['{ "price": 1,5e }', 'number', 1, 14],
  ['[ 012 ]', 'separator', 1, 4],
  ['[1 // one\n]', 'comment', 1, 4],
  ['[1,\n]', 'trailingComma', 1, 3],
  ['{} {}', 'rest', 1, 4],
  ['{ "a": [1, 2 }', 'separator', 1, 14],
  ["{ 'a': 1 }", 'name', 1, 3],
  ['[ trueish ]', 'value', 1, 3],
])('finds the mistake in %j', (text, fault, line, column) => {
  expect(checkJson(text)).toMatchObject({ problem: { fault, line, column } });
});

it('puts the field that the reason is about first and leaves out what is nested', () => {
  const record = { Code: 'X', Lines: [1], VATCode: null, Weight: 2 };
  const names = flatFieldsOf(record, 'VATCode').map(({ name }) => name);
  expect(names).toEqual(['VATCode', 'Code', 'Weight']);
});

it.each([
  ['lines.1.sku', '"B"'],
  ['lines.1.price', '{ "sku": "B" }'],
  ['12', 'true'],
])('finds %s in the text of a record', (field, found) => {
  const text = '{ "lines": [{ "sku": "A" }, { "sku": "B" }], "12": true }';
  const range = rangeOfField(text, field);
  expect(text.slice(range?.start, range?.end)).toBe(found);
});

it('gives nothing for a field that is not there', () => {
  expect(rangeOfField('{ "a": 1 }', 'b.c')).toBeUndefined();
});

it('keeps the kind of a value', () => {
  expect(readField('12,5', 3)).toBe(12.5);
  expect(readField('twelve', 3)).toBeUndefined();
  expect(readField('', null)).toBeNull();
  expect(readField('', 'text')).toBe('');
  expect(readField('false', true)).toBe(false);
  expect(withField({ a: 1, b: 2 }, 'a', 3)).toEqual({ a: 3, b: 2 });
});
