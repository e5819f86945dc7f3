import { sharedFailure, type ConnectorContext } from '@koppel/connector-sdk';
import { offeringAddress, serverAddress } from './address.js';

it.each([
  ['https://shop.example/admin-api', 'https://shop.example'],
  ['https://shop.example/dashboard/products?page=2', 'https://shop.example'],
  ['shop.example/backend/admin/', 'https://shop.example/backend'],
])('of %s the server is at %s', (text, address) => expect(serverAddress(text)).toBe(address));

it('offers the address that a redirect points to', () => {
  const params = { application: 'Shop', status: 301, target: '-' };
  const redirectedTo = 'https://www.shop.example/admin-api';
  const failure = sharedFailure('permission', 'http.redirected', params, { redirectedTo });
  const context = { fields: { shopUrl: 'http://shop.example' } } as unknown as ConnectorContext;
  expect(offeringAddress(context, failure).correction).toEqual({ field: 'shopUrl', value: 'https://www.shop.example' });
});
