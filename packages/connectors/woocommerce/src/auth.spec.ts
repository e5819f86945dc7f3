import { parseFields } from '@koppel/contracts';
import { authentication, restUrl, wooCommerceFields } from './auth.js';
import { reasons } from './reasons.js';

const values = { shopUrl: 'https://shop.example', consumerKey: 'ck_0a1b2c', consumerSecret: 'cs_0a1b2c' };

it.each([
  ['https://shop.example', 'https://shop.example'],
  ['https://www.shop.example/winkel/', 'https://www.shop.example/winkel'],
  ['http://localhost:8092', 'http://localhost:8092'],
  ['shop.example', 'https://shop.example'],
  ['  HTTPS://Shop.Example/  ', 'https://shop.example'],
  ['https://shop.example/wp-admin/admin.php?page=wc-settings&tab=advanced&section=keys', 'https://shop.example'],
  ['https://shop.example/wp-login.php?redirect_to=%2Fwp-admin%2F', 'https://shop.example'],
  ['https://shop.example/winkel/wp-json/wc/v3/products?per_page=1', 'https://shop.example/winkel'],
  ['https://shop.example/index.php/wp-json/', 'https://shop.example'],
  ['https://shop.example/?p=12#reviews', 'https://shop.example'],
  ['https://shop.example/wp-shop', 'https://shop.example/wp-shop'],
])('understands the address "%s"', (shopUrl, address) => {
  expect(wooCommerceFields.parse({ ...values, shopUrl }).shopUrl).toBe(address);
});

it.each([
  ['shopUrl', 'my shop', 'woocommerce.field_shop_url'],
  ['shopUrl', 'ftp://shop.example', 'woocommerce.field_shop_url'],
  ['consumerKey', 'cs_0a1b2c', 'woocommerce.field_consumer_key'],
  ['consumerSecret', 'ck_0a1b2c', 'woocommerce.field_consumer_secret'],
])('refuses %s "%s" and says what it looks like', (name, value, code) => {
  const { problems } = parseFields(wooCommerceFields, { ...values, [name]: value });
  expect(problems).toEqual([{ path: name, code, params: {} }]);
  expect(Object.keys(reasons.nl)).toContain(code);
});

it.each([
  ['https://shop.example/wp-json/wc/v3', ['basic', 'signed_behind_proxy', 'query']],
  ['http://shop.example/wp-json/wc/v3', ['signed']],
])('shows no secret over plain http: %s', (baseUrl, ways) => {
  expect(authentication.waysAt(baseUrl)).toEqual(ways);
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
