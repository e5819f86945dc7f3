import { shapeOf } from './http-transport.js';

describe('the shape of an address', () => {
  it.each([
    ['/api/v1/100001/crm/Accounts?$filter=Email eq jan@example.com', '/api/v1/{}/crm/Accounts'],
    [`/api/v1/100001/logistics/Items(guid'3f0c8a34')`, '/api/v1/{}/logistics/Items()'],
    ['/wp-json/wc/v3/products/42', '/wp-json/wc/v{}/products/{}'.replace('v{}', 'v3')],
    ['/customers/jan@example.com', '/customers/{}'],
    ['/', '/'],
  ])('of %s is %s', (path, shape) => expect(shapeOf(path)).toBe(shape));
});
