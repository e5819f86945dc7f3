import { sharedFailure } from './reasons.js';
import { correctionOfRedirect, withRedirect } from './redirect.js';
import { webAddress } from './web-address.js';

const site = {
  field: 'shopUrl',
  here: 'http://shop.example/winkel',
  addressOf: (address: string) => webAddress(address, /^api$/),
  isApi: (address: string) => address.includes('/api/'),
};
const redirect = (redirectedTo?: string) =>
  sharedFailure('permission', 'http.redirected', { application: 'Shop', status: 301, target: '-' }, { redirectedTo });

it.each([
  ['https://www.shop.example/winkel/api/orders', 'https://www.shop.example/winkel'],
  ['http://shop.example/api/orders', 'http://shop.example'],
  ['https://shop.example/', 'https://shop.example/winkel'],
])('to %s means %s', (target, value) => {
  expect(correctionOfRedirect(redirect(target), site)).toEqual({ field: 'shopUrl', value });
});

it.each([['http://shop.example/login'], ['http://shop.example/winkel/api/orders/'], [undefined]])(
  'to %s means no other address',
  (target) => expect(correctionOfRedirect(redirect(target), site)).toBeUndefined(),
);

it('goes with the failure', () => {
  const failure = withRedirect(redirect('https://shop.example/winkel/api/x'), site);
  expect(failure).toMatchObject({
    failureClass: 'permission',
    reason: { code: 'http.redirected', field: 'shopUrl' },
    correction: { field: 'shopUrl', value: 'https://shop.example/winkel' },
  });
  const other = redirect();
  expect(withRedirect(other, site)).toBe(other);
});
