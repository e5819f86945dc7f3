import type { Form } from './entity-writer.js';
import { canonicalJson, hashForm } from './form-hash.js';

it('gives one hash for one form, whatever the order of its keys', () => {
  const left = hashForm({ sku: 'A', nested: { b: [1, { y: null, x: 'é' }], a: true } });
  expect(hashForm({ nested: { a: true, b: [1, { x: 'é', y: null }] }, sku: 'A' })).toBe(left);
  expect(left).toMatch(/^[\w-]{43}$/);
});

it('gives another hash for another value, order of a list, or type', () => {
  const hashes = [{ a: [1, 2] }, { a: [2, 1] }, { a: ['1', 2] }, { a: null }, { a: 'null' }, {}].map((form) =>
    hashForm(form as Form),
  );
  expect(new Set(hashes).size).toBe(hashes.length);
});

it('leaves undefined members out, as JSON does', () => {
  expect(canonicalJson({ a: 1, b: undefined as unknown as null })).toBe('{"a":1}');
});
