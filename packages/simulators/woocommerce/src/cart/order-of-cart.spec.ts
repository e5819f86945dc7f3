import type { Cart, CartItem, CartRate, CartSettings } from './cart.js';
import { orderOfCart } from './order-of-cart.js';

// What the recorded orders do not show: coupons on each piece, compound rates within prices, other classes and currencies.

function aRate(id: number, rate: string, changes: Partial<CartRate> = {}): CartRate {
  const rest = { priority: 1, compound: false, shipping: true, class: 'standard' };
  return { id, country: 'NL', state: '', name: 'BTW', rate, ...rest, ...changes };
}

const standard = aRate(1, '21.0000');
const reduced = aRate(2, '9.0000', { class: 'reduced-rate' });

function settings(changes: Partial<CartSettings> = {}): CartSettings {
  const rates = [standard, reduced];
  const taxes = { pricesIncludeTax: true, roundAtSubtotal: false, shippingTaxClass: 'inherit', rates };
  return { currency: 'EUR', decimals: 2, ...taxes, taxClasses: ['reduced-rate'], baseCountry: 'NL', ...changes };
}

function anItem(price: number, changes: Partial<CartItem> = {}): CartItem {
  return { name: 'Mug', sku: 'MUG', quantity: 1, price, taxClass: '', isTaxable: true, ...changes };
}

function aCart(changes: Partial<Cart>): Cart {
  return { taxCountry: 'NL', isVatExempt: false, items: [], coupons: [], shipping: [], fees: [], ...changes };
}

it('takes a coupon on each piece off, but no more than a piece costs', () => {
  const coupons = [{ code: 'piece', kind: 'fixed_product', amount: 2.5 } as const];
  const items = [anItem(12.1, { quantity: 2 }), anItem(1.21)];
  expect(orderOfCart(settings(), aCart({ items, coupons })).line_items).toMatchObject([
    { total: '15.87', total_tax: '3.33' },
    { total: '0.00', total_tax: '0.00' },
  ]);
});

it('takes compound tax out of a price before the others', () => {
  const compound = aRate(3, '10.0000', { priority: 2, compound: true });
  const order = orderOfCart(settings({ rates: [standard, compound] }), aCart({ items: [anItem(133.1)] }));
  expect(order).toMatchObject({
    total: '133.10',
    line_items: [{ total: '100.00', taxes: [{ total: '21.00' }, { total: '12.10' }] }],
  });
});

it('taxes shipping by a class of its own', () => {
  const cart = aCart({ items: [anItem(12.1)], shipping: [{ title: 'Post', cost: 5 }] });
  const order = orderOfCart(settings({ shippingTaxClass: 'reduced-rate' }), cart);
  expect(order.shipping_lines).toMatchObject([{ total: '5.00', taxes: [{ id: 2, total: '0.45' }] }]);
});

it('takes no more off than is in the cart', () => {
  const fees = [{ name: 'Credit', amount: -100, taxClass: '', isTaxable: false }];
  const cart = aCart({ items: [anItem(12.1), anItem(10.9, { taxClass: 'reduced-rate' })], fees });
  expect(orderOfCart(settings(), cart)).toMatchObject({
    total: '0.00',
    fee_lines: [{ total: '-20.00', taxes: [{ total: '-2.10' }, { total: '-0.90' }] }],
  });
});

it.each([
  ['JPY', 0, 1000, '1000', '174'],
  ['TND', 3, 1.21, '1.210', '0.210'],
])('computes in %s with its decimals', (currency, decimals, price, total, total_tax) => {
  const order = orderOfCart(settings({ currency, decimals }), aCart({ items: [anItem(price)] }));
  expect(order).toMatchObject({ total, total_tax });
});
