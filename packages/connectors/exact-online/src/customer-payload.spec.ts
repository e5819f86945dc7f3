import type { Customer } from '@koppel/contracts';
import { customerPayload, customerSettings, readMatch, type CustomerPayload } from './customer-payload.js';
import { aCustomer } from './fixtures/orders.js';

const payloadOf = (change: Partial<Customer> = {}, settings: object = {}): CustomerPayload =>
  customerPayload(aCustomer(change), customerSettings.parse(settings));

describe('customer payload', () => {
  it.each([
    [{}, {}, 'email:els@example.nl name:elsdewit'],
    [{ email: undefined }, {}, 'key:email:els@example.nl:elsdewit name:elsdewit'],
    [
      { vatNumber: 'nl 8000.000.01-B01', company: 'Huis B.V.' },
      {},
      'vat:NL800000001B01 email:els@example.nl name:huis',
    ],
    [{ vatNumber: 'n/a' }, {}, 'email:els@example.nl name:elsdewit'],
    [{ login: '17850' }, { matchCustomersBy: 'code' }, 'code:17850 email:els@example.nl name:elsdewit'],
    [{}, { matchCustomersBy: 'code' }, 'email:els@example.nl name:elsdewit'],
    [{}, { customerAccounts: { 'email:els@example.nl:elsdewit': '1001' } }, 'account:1001'],
  ])('of %j with %j is recognised by %s', (change, settings, expected) => {
    expect(payloadOf(change, settings).match).toBe(expected);
  });

  it('reads a match back, colons and spaces included', () => {
    expect(readMatch('key:order: 12 name:els')).toEqual({ key: 'order: 12', name: 'els' });
    expect(readMatch('vat:NL1 email:a@b.nl name:')).toEqual({ vat: 'NL1', email: 'a@b.nl', name: '' });
    expect(readMatch('account:10 01')).toEqual({ account: '10 01', name: '' });
    expect(() => readMatch('phone:1')).toThrow(RangeError);
  });

  it.each([
    [{ company: ' Huis BV ' }, 'Huis BV'],
    [{ company: '-' }, 'Els de Wit'],
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
    [
      { key: '17850', firstName: undefined, lastName: undefined, address: undefined, email: undefined },
      'Web customer 17850',
    ],
  ])('is named after company, person, address or e-mail: %j', (change, name) => {
    expect(payloadOf(change).name).toBe(name);
  });

  it('has no address where only the country is known', () => {
    const address = { line1: '', postcode: ' ', city: '', country: 'NL' };
    expect(payloadOf({ address }).address).toBeNull();
  });
});
