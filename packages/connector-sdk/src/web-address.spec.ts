import { isSameOrigin, webAddress } from './web-address.js';

const pages = /^admin$/i;

it.each([
  ['https://shop.example', 'https://shop.example'],
  [' HTTPS://WWW.Shop.Example/ ', 'https://www.shop.example'],
  ['shop.example', 'https://shop.example'],
  ['//shop.example/winkel/', 'https://shop.example/winkel'],
  ['www.shop.example:8443/Winkel/admin/users?page=2#x', 'https://www.shop.example:8443/Winkel'],
  ['http://localhost:8092/', 'http://localhost:8092'],
  ['localhost:8092', 'https://localhost:8092'],
  ['https://shop.example/?utm_source=mail', 'https://shop.example'],
  ['https://shop. example /winkel', 'https://shop.example/winkel'],
  ['https:/shop.example', 'https://shop.example'],
  ['https://münchen.example/a', 'https://xn--mnchen-3ya.example/a'],
  ['https://someone:secret@shop.example/', 'https://shop.example'],
])('of %j the address is %s', (text, address) => expect(webAddress(text, pages)).toBe(address));

it.each(['my shop', 'ftp://shop.example', 'someone@shop.example', '', 'https://'])('%j is none and stays', (text) => {
  expect(webAddress(text, pages)).toBe(text.replace(/\s/g, ''));
});

it('tells another host, scheme or port from another page', () => {
  expect(isSameOrigin('https://shop.example/a', 'https://SHOP.example/b')).toBe(true);
  for (const other of ['http://shop.example', 'https://www.shop.example', 'https://shop.example:8443', 'shop'])
    expect(isSameOrigin('https://shop.example', other)).toBe(false);
});
