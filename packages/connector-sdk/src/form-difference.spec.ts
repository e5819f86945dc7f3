import { differingFields } from './form-difference.js';

describe('differingFields', () => {
  it('names what both know and what differs', () => {
    const form = { sku: 'A', name: 'Mug', weight: '1', language: 'nl' };
    expect(differingFields(form, { sku: 'A', name: 'Cup', weight: null })).toEqual(['name', 'weight']);
  });

  it('finds no difference in what the form leaves as it is', () => {
    expect(differingFields({ sku: 'A', description: null }, { sku: 'A', description: 'Blue' })).toEqual([]);
  });

  it('compares nested values whatever the order of their keys', () => {
    const form = { address: { city: 'Utrecht', line2: null } };
    expect(differingFields(form, { address: { line2: null, city: 'Utrecht' } })).toEqual([]);
    expect(differingFields(form, { address: { line2: null, city: 'Breda' } })).toEqual(['address']);
  });
});
