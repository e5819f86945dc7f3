import type { Cart, CartSettings } from './cart.js';
import { writeOrder, type OrderAmounts, type OrderTotals } from './cart-order.js';
import { cartTotals } from './cart-totals.js';
import { sum } from './rounding.js';
import { mapTaxes, type Taxes } from './taxes.js';

/** The order that a checkout makes of a cart. */
export function orderOfCart(settings: CartSettings, cart: Cart): OrderAmounts {
  return writeOrder(settings, totalsInWhole(settings, cart));
}

/** A cart is computed in units of the currency, an order kept in whole ones. */
function totalsInWhole(settings: CartSettings, cart: Cart): OrderTotals {
  const totals = cartTotals(settings, cart);
  const whole = (amount: number) => amount / 10 ** settings.decimals;
  const wholeTaxes = (taxes: Taxes) => mapTaxes(taxes, whole);
  const wholeLine = <Line extends { total: number; taxes: Taxes }>(line: Line): Line => ({
    ...line,
    total: whole(line.total),
    taxes: wholeTaxes(line.taxes),
  });
  const coupons = totals.coupons.map(({ coupon, discount, discountTax }) => ({
    coupon,
    discount: whole(discount),
    discountTax: whole(discountTax),
  }));
  return {
    lines: totals.lines.map((line) => ({
      ...wholeLine(line),
      subtotal: whole(line.subtotal),
      subtotalTaxes: wholeTaxes(line.subtotalTaxes),
    })),
    shipping: totals.shipping.map(wholeLine),
    fees: totals.fees.map(wholeLine),
    coupons,
    discount: sum(coupons.map(({ discount }) => discount)),
    discountTax: sum(coupons.map(({ discountTax }) => discountTax)),
    cartTaxes: wholeTaxes(totals.cartTaxes),
    shippingTaxes: wholeTaxes(totals.shippingTaxes),
    totalTax: whole(totals.totalTax),
    total: whole(totals.total),
  };
}
