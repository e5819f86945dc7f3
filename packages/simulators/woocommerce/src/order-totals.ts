import { shareCents, sumCents, toCents, toDecimal } from './money.js';
import type { LineTax, Order, OrderTaxLine, TaxRate } from './records.js';
import type { Shop } from './shop.js';

/** The rate of a country and tax class; undefined when the tax table has none. */
export function findTaxRate(shop: Shop, country: string, taxClass: string): TaxRate | undefined {
  if (!shop.settings.calculateTaxes) return undefined;
  const wanted = taxClass === '' ? 'standard' : taxClass;
  return shop.taxes.all().find((rate) => rate.country === country && rate.class === wanted);
}

/** What is left of an amount with the shop's own tax in it, in cents with decimals. */
export function withoutTax(shop: Shop, cents: number, taxClass: string): number {
  const rate = findTaxRate(shop, shop.settings.country, taxClass);
  if (!rate || !shop.settings.pricesIncludeTax) return cents;
  return Number((cents / (1 + Number(rate.rate) / 100)).toFixed(4));
}

/** Tax of a line whose amounts are without tax, rounded per line as WooCommerce does by default. */
export function lineTaxes(rate: TaxRate | undefined, totalCents: number, subtotalCents = totalCents): LineTax[] {
  if (!rate) return [];
  return [
    {
      id: rate.id,
      total: toDecimal(shareCents(totalCents, rate.rate)),
      subtotal: toDecimal(shareCents(subtotalCents, rate.rate)),
    },
  ];
}

export function totalOfTaxes(taxes: readonly LineTax[], field: 'total' | 'subtotal' = 'total'): string {
  return toDecimal(sumCents(taxes.map((tax) => tax[field])));
}

/** The order with all totals derived from its lines. */
export function withTotals(shop: Shop, order: Order): Order {
  const lineCents = sumCents(order.line_items.map((line) => line.total));
  const feeCents = sumCents(order.fee_lines.map((line) => line.total));
  const shippingCents = sumCents(order.shipping_lines.map((line) => line.total));
  const shippingTaxCents = sumCents(order.shipping_lines.map((line) => line.total_tax));
  const cartTaxCents = sumCents([...order.line_items, ...order.fee_lines].map((line) => line.total_tax));
  const subtotalCents = sumCents(order.line_items.map((line) => line.subtotal));
  const subtotalTaxCents = sumCents(order.line_items.map((line) => line.subtotal_tax));
  const lineTaxCents = sumCents(order.line_items.map((line) => line.total_tax));
  return {
    ...order,
    discount_total: toDecimal(subtotalCents - lineCents),
    discount_tax: toDecimal(subtotalTaxCents - lineTaxCents),
    shipping_total: toDecimal(shippingCents),
    shipping_tax: toDecimal(shippingTaxCents),
    cart_tax: toDecimal(cartTaxCents),
    total_tax: toDecimal(cartTaxCents + shippingTaxCents),
    total: toDecimal(lineCents + feeCents + shippingCents + cartTaxCents + shippingTaxCents),
    tax_lines: taxLines(shop, order),
  };
}

type Taxed = Pick<Order, 'line_items' | 'fee_lines' | 'shipping_lines' | 'tax_lines'>;

/** Tax per rate, in the order in which the lines bring the rates up. */
export function taxLines(shop: Shop, order: Taxed): OrderTaxLine[] {
  const cart = centsByRate([...order.line_items, ...order.fee_lines]);
  const shipping = centsByRate(order.shipping_lines);
  const rateIds = new Set([...cart.keys(), ...shipping.keys()]);
  return [...rateIds].map((rateId) => {
    const rate = shop.taxes.find(rateId);
    const known = order.tax_lines.find((line) => line.rate_id === rateId);
    return {
      id: known?.id ?? shop.takeId(),
      rate_code: rate ? `${rate.country}-${rate.name.replace(/\s/g, '-').toUpperCase()}-${rate.priority}` : '',
      rate_id: rateId,
      label: rate?.name ?? 'Tax',
      compound: false,
      tax_total: toDecimal(cart.get(rateId) ?? 0),
      shipping_tax_total: toDecimal(shipping.get(rateId) ?? 0),
      rate_percent: Number(rate?.rate ?? 0),
      meta_data: [],
    };
  });
}

function centsByRate(lines: readonly { taxes: LineTax[] }[]): Map<number, number> {
  const sums = new Map<number, number>();
  for (const tax of lines.flatMap((line) => line.taxes)) {
    sums.set(tax.id, (sums.get(tax.id) ?? 0) + toCents(tax.total));
  }
  return sums;
}
