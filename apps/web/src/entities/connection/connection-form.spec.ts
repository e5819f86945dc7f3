import type { Connection } from '@koppel/contracts';
import type { FieldSpec } from '../../shared/schema-form/field-spec.js';
import { fieldsWithoutKeys, isTaken, proposedTitle, secretsToEnterAgain } from './connection-form.js';

it('proposes the name of the application, numbered where it is taken', () => {
  expect(proposedTitle('Vendure', [])).toBe('Vendure');
  expect(proposedTitle('Vendure', ['vendure ', 'Vendure 2'])).toBe('Vendure 3');
});

it('tells titles apart without case and blanks', () => {
  expect(isTaken(' exact – main', ['Exact – Main'])).toBe(true);
  expect(isTaken('Exact – Shop', ['Exact – Main'])).toBe(false);
});

describe('a correction of the address', () => {
  const specs = ['shopUrl', 'consumerKey', 'consumerSecret'].map((name) => ({ name }) as FieldSpec);
  const connection = {
    fields: { shopUrl: 'http://shop.example' },
    secretsSet: ['consumerSecret'],
  } as unknown as Connection;
  const again = (value: string, consumerSecret = '') =>
    secretsToEnterAgain(specs, { held: { consumerSecret }, connection, correction: { field: 'shopUrl', value } });

  it('asks for the stored secrets again where another host or scheme would get them', () => {
    expect(again('https://shop.example')).toEqual(['consumerSecret']);
    expect(again('http://www.shop.example')).toEqual(['consumerSecret']);
  });

  it('does not where the host stays, or where the secret stands in the form', () => {
    expect(again('http://shop.example/winkel')).toEqual([]);
    expect(again('https://shop.example', 'cs_typed')).toEqual([]);
  });
});

describe('what is saved before the application gives its keys', () => {
  const aSpec = (name: string) => ({ name, kind: 'text', fields: [] }) as unknown as FieldSpec;
  const [shopUrl, ...keys] = [aSpec('shopUrl'), aSpec('consumerKey'), aSpec('consumerSecret')];
  const others = shopUrl ? [shopUrl] : [];
  const stored = { fields: { shopUrl: 'https://shop.example', consumerKey: 'ck_1' } } as unknown as Connection;
  const saved = (address: string, connection: Connection | undefined) =>
    fieldsWithoutKeys([...others, ...keys], {
      others,
      held: { shopUrl: address, consumerKey: 'ck_typed', consumerSecret: '' },
      connection,
    });

  it('leaves out keys, typed or not', () => {
    expect(saved('https://shop.example', undefined)).toEqual({ shopUrl: 'https://shop.example' });
    expect(saved('https://shop.example', stored)).toEqual({ shopUrl: 'https://shop.example' });
  });

  it('drops stored keys with the address that they were for', () => {
    const address = 'https://other.example';
    expect(saved(address, stored)).toEqual({ shopUrl: address, consumerKey: null, consumerSecret: null });
  });
});
