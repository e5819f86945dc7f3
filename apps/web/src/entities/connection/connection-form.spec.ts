import type { Connection } from '@koppel/contracts';
import type { FieldSpec } from '../../shared/schema-form/field-spec.js';
import { isTaken, proposedTitle, secretsToEnterAgain } from './connection-form.js';

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
