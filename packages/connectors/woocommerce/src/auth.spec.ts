import { parseFields } from '@koppel/contracts';
import { restUrl, wooCommerceFields } from './auth.js';
import { reasons } from './reasons.js';

const values = { shopUrl: 'https://shop.example', consumerKey: 'ck_0a1b2c', consumerSecret: 'cs_0a1b2c' };

it.each(['https://shop.example', 'https://www.shop.example/winkel/', 'http://localhost:8092'])(
  'takes the address %s',
  (shopUrl) => {
    expect(wooCommerceFields.parse({ ...values, shopUrl }).shopUrl).toBe(shopUrl);
  },
);

it.each([
  ['shopUrl', 'shop.example', 'woocommerce.field_shop_url'],
  ['consumerKey', 'cs_0a1b2c', 'woocommerce.field_consumer_key'],
  ['consumerSecret', 'ck_0a1b2c', 'woocommerce.field_consumer_secret'],
])('refuses %s "%s" and says what it looks like', (name, value, code) => {
  const { problems } = parseFields(wooCommerceFields, { ...values, [name]: value });
  expect(problems).toEqual([{ path: name, code, params: {} }]);
  expect(Object.keys(reasons.nl)).toContain(code);
});

it.each([
  ['https://shop.example/', 'https://shop.example/wp-json/wc/v3'],
  ['https://shop.example/winkel', 'https://shop.example/winkel/wp-json/wc/v3'],
  ['https://shop.example/wp-admin/index.php', 'https://shop.example/wp-json/wc/v3'],
  ['https://shop.example/wp-json/wc/v3/', 'https://shop.example/wp-json/wc/v3'],
])('finds the REST API of %s', (shopUrl, expected) => {
  expect(restUrl({ shopUrl }, {})).toBe(expected);
});

it('prefers the operator’s address', () => {
  expect(restUrl({ shopUrl: 'https://shop.example' }, { override: 'http://127.0.0.1:1' })).toBe(
    'http://127.0.0.1:1/wp-json/wc/v3',
  );
});
