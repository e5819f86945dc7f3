import { addressOfApproval } from '@koppel/connector-sdk';
import { keyApproval } from './key-approval.js';

const attempt = {
  state: 'AbC-_9',
  returnUrl: 'https://koppel.example/oauth/approved/woocommerce',
  callbackUrl: 'https://koppel.example/oauth/keys/woocommerce',
};

it.each([
  ['https://www.shop.example', 'https://www.shop.example/wc-auth/v1/authorize'],
  ['https://shop.example/winkel', 'https://shop.example/winkel/wc-auth/v1/authorize'],
  ['https://shop.example/wp-admin/admin.php?page=wc-settings', 'https://shop.example/wc-auth/v1/authorize'],
])('asks the shop at %s for a key that reads and writes', (shopUrl, page) => {
  const url = addressOfApproval(keyApproval, { fields: { shopUrl }, host: {}, ...attempt });
  expect(url.origin + url.pathname).toBe(page);
  expect(Object.fromEntries(url.searchParams)).toEqual({
    app_name: 'Koppel',
    scope: 'read_write',
    user_id: attempt.state,
    return_url: attempt.returnUrl,
    callback_url: attempt.callbackUrl,
  });
});
