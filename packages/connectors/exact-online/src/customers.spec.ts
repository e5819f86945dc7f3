import { customerPayload, customerSettings, readMatch } from './customers.js';
import { aCustomer } from './fixtures/orders.js';

const match = (by: string, change: Parameters<typeof aCustomer>[0] = {}): string =>
  customerPayload(aCustomer(change), customerSettings.parse({ matchCustomersBy: by })).match;

describe('customer payload', () => {
  it.each([
    ['email', {}, 'email:els@example.nl'],
    ['email', { email: undefined }, 'key:17850'],
    ['vat_number', { vatNumber: 'nl 8000.000.01-B01' }, 'vat:NL800000001B01'],
    ['vat_number', {}, 'email:els@example.nl'],
    ['code', {}, 'code:17850'],
    ['code', { key: 'email:els@example.nl' }, 'email:els@example.nl'],
  ])('recognises by %s with %j as %s', (by, change, expected) => {
    expect(match(by, change)).toBe(expected);
  });

  it('reads a match back, colons included', () => {
    expect(readMatch('key:order:12')).toEqual({ kind: 'key', value: 'order:12' });
    expect(() => readMatch('phone:1')).toThrow(RangeError);
  });

  it.each([
    [{ company: ' Huis BV ' }, 'Huis BV'],
    [{}, 'Els de Wit'],
    [
      {
        firstName: undefined,
        lastName: undefined,
        address: { name: 'E. Wit', line1: 'A', postcode: '1', city: 'B', country: 'NL' },
      },
      'E. Wit',
    ],
    [{ firstName: undefined, lastName: undefined, address: undefined }, 'Els@Example.nl'],
    [{ firstName: undefined, lastName: undefined, address: undefined, email: undefined }, 'Web customer 17850'],
  ])('is named after company, person, address or e-mail: %j', (change, name) => {
    expect(customerPayload(aCustomer(change), customerSettings.parse({})).name).toBe(name);
  });
});
