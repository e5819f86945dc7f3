import { sharedFailure, type ConnectorContext } from '@koppel/connector-sdk';
import { offeringAddress, serverAddress } from './address.js';

it.each([
  ['https://shop.example/app/orders?offset=20', 'https://shop.example'],
  ['SHOP.example/admin/', 'https://shop.example'],
  ['https://shop.example/backend', 'https://shop.example/backend'],
])('of %s the server is at %s', (text, address) => expect(serverAddress(text)).toBe(address));

it('offers the address that a redirect points to', () => {
  const params = { application: 'Shop', status: 301, target: '-' };
  const redirectedTo = 'https://www.shop.example/admin/stores';
  const failure = sharedFailure('permission', 'http.redirected', params, { redirectedTo });
  const context = { fields: { shopUrl: 'http://shop.example' } } as unknown as ConnectorContext;
  expect(offeringAddress(context, failure).correction).toEqual({ field: 'shopUrl', value: 'https://www.shop.example' });
});
