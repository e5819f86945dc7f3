import { fieldChanges, updateChanges } from './field-changes.js';

describe('the changes of a payload', () => {
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

  it('leave out what the target does not return, and what is not written', () => {
    const before = { name: 'Lamp', stock: 4, 'constructor.x': 1 };
    expect(fieldChanges(before, { name: 'Lamp', constructor: 'y', toString: { deep: 1 }, language: 'nl' })).toEqual([]);
  });
});

describe('the changes of an update', () => {
  const payload = { name: 'Lamp', language: 'nl', hint: { text: 'x' }, tax: null };
  const current = { name: 'Lamp' };

  it('are those of the fields that the target returns, where there are any', () => {
    expect(updateChanges({ current: { ...current, name: 'Old' }, written: { language: 'en' }, payload })).toEqual([
      { name: 'name', before: 'Old', after: 'Lamp' },
    ]);
  });

  it('are otherwise those of the fields that it does not return and that are not as they were written last', () => {
    const written = { name: 'Lamp', language: 'en', hint: { text: 'x' }, tax: 'A' };
    expect(updateChanges({ current, written, payload })).toEqual([{ name: 'language', after: 'nl' }]);
    expect(updateChanges({ current, written: undefined, payload })).toEqual([
      { name: 'language', after: 'nl' },
      { name: 'hint.text', after: 'x' },
    ]);
  });

  it('are none where the target has all of it already', () => {
    expect(updateChanges({ current: payload, written: { name: 'Old' }, payload })).toEqual([]);
  });
});
