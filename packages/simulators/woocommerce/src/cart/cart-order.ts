import type { CouponLine, FeeLine, LineTax, Order, OrderLine, OrderTaxLine, ShippingLine } from '../records.js';
import type { CartRate, CartSettings } from './cart.js';
import type { CartTotals } from './cart-totals.js';
import { kept, round, shown, sum } from './rounding.js';
import { halfOfTax, type Taxes } from './taxes.js';

/** What an order says of money. */
export type OrderAmounts = Pick<
  Order,
  | 'currency'
  | 'prices_include_tax'
  | 'discount_total'
  | 'discount_tax'
  | 'shipping_total'
  | 'shipping_tax'
  | 'cart_tax'
  | 'total'
  | 'total_tax'
  | 'line_items'
  | 'shipping_lines'
  | 'fee_lines'
  | 'coupon_lines'
  | 'tax_lines'
>;

/** Writes amounts, given in whole units of the currency, as the REST API shows an order. */
class Writing {
  readonly decimals: number;

  constructor(readonly settings: CartSettings) {
    this.decimals = settings.shownDecimals ?? settings.decimals;
  }

  show(amount: number): string {
    return shown(amount, this.decimals);
  }

  /** The tax of a line is rounded once more when it is stored, another way than its parts are shown. */
  taxOf(taxes: Taxes): string {
    const { roundAtSubtotal, pricesIncludeTax, decimals } = this.settings;
    const stored = [...taxes.values()].map(kept);
    if (roundAtSubtotal) return this.show(sum(stored));
    return this.show(sum(stored.map((tax) => round(tax, decimals, halfOfTax(pricesIncludeTax)))));
  }

  taxes(taxes: Taxes, subtotals?: Taxes): LineTax[] {
    return [...taxes].map(([id, tax]) => ({
      id,
      total: this.show(tax),
      subtotal: subtotals ? this.show(subtotals.get(id) ?? 0) : '',
    }));
  }

  taxLines(cartTaxes: Taxes, shippingTaxes: Taxes): OrderTaxLine[] {
    const rateIds = [...new Set([...cartTaxes.keys(), ...shippingTaxes.keys()])];
    return rateIds.flatMap((rateId, index) => {
      const rate = this.settings.rates.find(({ id }) => id === rateId);
      if (!rate) return [];
      return {
        id: 900 + index,
        rate_code: rateCode(rate),
        rate_id: rateId,
        label: rate.name,
        compound: rate.compound,
        tax_total: this.show(cartTaxes.get(rateId) ?? 0),
        shipping_tax_total: this.show(shippingTaxes.get(rateId) ?? 0),
        rate_percent: Number(rate.rate),
        meta_data: [],
      };
    });
  }
}

/** `NL-BTW-1`; a rate for all countries has none. */
function rateCode({ country, state, name, priority }: CartRate): string {
  return [country, state, name || 'TAX', String(priority)].filter(Boolean).join('-').toUpperCase();
}

/** Amounts in whole units of the currency. */
export interface OrderTotals extends CartTotals {
  discount: number;
  discountTax: number;
}

function writeLines(writing: Writing, { lines }: OrderTotals): OrderLine[] {
  return lines.map(({ item, subtotal, subtotalTaxes, total, taxes }, index) => ({
    id: 100 + index,
    name: item.name,
    product_id: 0,
    variation_id: 0,
    quantity: item.quantity,
    tax_class: item.taxClass,
    subtotal: writing.show(subtotal),
    subtotal_tax: writing.taxOf(subtotalTaxes),
    total: writing.show(total),
    total_tax: writing.taxOf(taxes),
    taxes: writing.taxes(taxes, subtotalTaxes),
    meta_data: [],
    sku: item.sku,
    global_unique_id: null,
    price: item.quantity === 0 ? 0 : kept(total) / item.quantity,
    image: { id: '', src: '' },
    parent_name: null,
  }));
}

function writeShipping(writing: Writing, { shipping }: OrderTotals): ShippingLine[] {
  return shipping.map(({ title, total, taxes }, index) => ({
    id: 300 + index,
    method_title: title,
    method_id: 'flat_rate',
    instance_id: '1',
    total: writing.show(total),
    total_tax: writing.taxOf(taxes),
    taxes: writing.taxes(taxes),
    tax_status: 'taxable',
    meta_data: [],
  }));
}

function writeFees(writing: Writing, { fees }: OrderTotals): FeeLine[] {
  return fees.map(({ fee, total, taxes }, index) => ({
    id: 400 + index,
    name: fee.name,
    tax_class: fee.isTaxable ? fee.taxClass : '0',
    tax_status: 'taxable',
    amount: String(fee.amount),
    total: writing.show(total),
    total_tax: writing.taxOf(taxes),
    taxes: writing.taxes(taxes),
    meta_data: [],
  }));
}

function writeCoupons({ settings: { decimals } }: Writing, { coupons }: OrderTotals): CouponLine[] {
  return coupons.map(({ coupon, discount, discountTax }, index) => ({
    id: 500 + index,
    code: coupon.code,
    discount: String(round(discount, decimals, 'down')),
    discount_tax: String(round(discountTax, decimals, 'down')),
    meta_data: [],
  }));
}

/** The amounts of an order as the REST API shows them. */
export function writeOrder(settings: CartSettings, totals: OrderTotals): OrderAmounts {
  const writing = new Writing(settings);
  const shippingTax = sum(totals.shippingTaxes.values());
  return {
    currency: settings.currency,
    prices_include_tax: settings.pricesIncludeTax,
    discount_total: writing.show(totals.discount),
    discount_tax: writing.show(totals.discountTax),
    shipping_total: writing.show(sum(totals.shipping.map(({ total }) => total))),
    shipping_tax: writing.show(shippingTax),
    cart_tax: writing.show(totals.totalTax - shippingTax),
    total: writing.show(totals.total),
    total_tax: writing.show(totals.totalTax),
    line_items: writeLines(writing, totals),
    shipping_lines: writeShipping(writing, totals),
    fee_lines: writeFees(writing, totals),
    coupon_lines: writeCoupons(writing, totals),
    tax_lines: writing.taxLines(totals.cartTaxes, totals.shippingTaxes),
  };
}
