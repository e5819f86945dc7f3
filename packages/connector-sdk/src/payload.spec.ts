import type { TargetPayload } from './entity-writer.js';
import { canonicalJson, differingFields, hashPayload } from './payload.js';

it('gives one hash for one payload, whatever the order of its keys', () => {
  const left = hashPayload({ sku: 'A', nested: { b: [1, { y: null, x: 'é' }], a: true } });
  expect(hashPayload({ nested: { a: true, b: [1, { x: 'é', y: null }] }, sku: 'A' })).toBe(left);
  expect(left).toMatch(/^[\w-]{43}$/);
});

it('gives another hash for another value, order of a list, or type', () => {
  const hashes = [{ a: [1, 2] }, { a: [2, 1] }, { a: ['1', 2] }, { a: null }, { a: 'null' }, {}].map((payload) =>
    hashPayload(payload as TargetPayload),
  );
  expect(new Set(hashes).size).toBe(hashes.length);
});

it('leaves undefined members out, as JSON does', () => {
  expect(canonicalJson({ a: 1, b: undefined as unknown as null })).toBe('{"a":1}');
});

describe('differingFields', () => {
  it('names what both know and what differs', () => {
    const payload = { sku: 'A', name: 'Mug', weight: '1', language: 'nl' };
    expect(differingFields(payload, { sku: 'A', name: 'Cup', weight: null })).toEqual(['name', 'weight']);
  });

  it('finds no difference in what the payload leaves as it is', () => {
    expect(differingFields({ sku: 'A', description: null }, { sku: 'A', description: 'Blue' })).toEqual([]);
  });

  it('compares nested values whatever the order of their keys', () => {
    const payload = { address: { city: 'Utrecht', line2: null } };
    expect(differingFields(payload, { address: { line2: null, city: 'Utrecht' } })).toEqual([]);
    expect(differingFields(payload, { address: { line2: null, city: 'Breda' } })).toEqual(['address']);
  });
});
