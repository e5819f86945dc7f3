import { fieldChanges } from './field-changes.js';

describe('the changes of a form', () => {
  it('are all fields that are set where nothing is known', () => {
    expect(fieldChanges(undefined, { sku: 'A', address: { city: 'Delft', note: null } })).toEqual([
      { name: 'sku', after: 'A' },
      { name: 'address.city', after: 'Delft' },
    ]);
  });

  it('leave out what is the same, whatever the order of its keys', () => {
    const before = { sku: 'A', lines: [{ a: 1, b: 2 }], options: {}, address: { city: 'Delft', country: 'NL' } };
    const after = { options: {}, address: { country: 'NL', city: 'Delft' }, lines: [{ b: 2, a: 1 }], sku: 'A' };
    expect(fieldChanges(before, after)).toEqual([]);
  });

  it('name what differs by its dotted name, and lists as a whole', () => {
    const before = {
      address: { city: 'Delft', country: 'NL' },
      tags: ['a'],
      isOn: false,
      note: 'x',
      parent: { id: 1 },
    };
    const after = { address: { city: 'Gouda', country: 'NL' }, tags: ['a', 'b'], isOn: true, note: null, parent: 'x' };
    expect(fieldChanges(before, after)).toEqual([
      { name: 'address.city', before: 'Delft', after: 'Gouda' },
      { name: 'tags', before: ['a'], after: ['a', 'b'] },
      { name: 'isOn', before: false, after: true },
      { name: 'parent', before: { id: 1 }, after: 'x' },
    ]);
  });

  it('leave out what the target does not tell, and what is not written', () => {
    const before = { name: 'Lamp', stock: 4, 'constructor.x': 1 };
    expect(fieldChanges(before, { name: 'Lamp', constructor: 'y', toString: { deep: 1 }, language: 'nl' })).toEqual([]);
  });
});
