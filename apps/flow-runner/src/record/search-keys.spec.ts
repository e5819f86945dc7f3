import { orderKeyOf, searchKeys, titleOf, totalOf } from './search-keys.js';

const customer = { key: 'C-7', isGuest: false, email: 'Jan@Example.com', firstName: 'Jan', lastName: 'Jansen' };

describe('what a record is found by', () => {
  const keysOf = (entity: Parameters<typeof searchKeys>[0], canonical: unknown, naturalKeys = ['A-1']) =>
    searchKeys(entity, { naturalKeys, canonical });

  it('names each key once, in lower case', () => {
    expect(keysOf('product', { sku: 'A-1', name: 'Lamp', barcode: '8712345' })).toEqual(['a-1', '8712345']);
    expect(keysOf('stock_level', { sku: 'A-1', quantity: 4 })).toEqual(['a-1']);
    expect(keysOf('customer', customer, ['Jan@example.com'])).toEqual(['jan@example.com', 'c-7']);
    expect(keysOf('order', { number: '1001', customer }, ['1001'])).toEqual(['1001', 'jan@example.com']);
  });

  it('takes what there is of a record that is not well formed', () => {
    expect(keysOf('order', { number: 12, customer: null }, ['12\0'])).toEqual(['12']);
    expect(keysOf('product', null)).toEqual(['a-1']);
    expect(keysOf('product', { sku: 'x'.repeat(300) })).toEqual(['a-1']);
  });

  it('knows what orders and what belongs to them come to', () => {
    const order = { currency: 'EUR', totals: { inclVat: '11.64' } };
    expect(totalOf('order', order)).toEqual({ amount: '11.64', currency: 'EUR' });
    expect(totalOf('credit', { order, inclVat: '9.48', orderKey: '7' })).toEqual({ amount: '9.48', currency: 'EUR' });
    expect(totalOf('payment', { amount: '5.00', currency: 'USD' })).toEqual({ amount: '5.00', currency: 'USD' });
    expect(totalOf('order', { number: '7', customer })).toBeUndefined();
    expect(totalOf('price', { currency: 'EUR' })).toBeUndefined();
    expect(orderKeyOf({ orderKey: '7' })).toBe('7');
    expect(orderKeyOf(order)).toBeNull();
  });

  it('knows products and people by their names', () => {
    expect(titleOf('product', { name: 'Lamp' })).toBe('Lamp');
    expect(titleOf('customer', customer)).toBe('Jan Jansen');
    expect(titleOf('order', { customer: { ...customer, company: 'Jansen BV' } })).toBe('Jansen BV');
    expect(titleOf('order', { customer: { key: 'x' } })).toBeNull();
    expect(titleOf('price', { sku: 'A' })).toBeNull();
  });
});
