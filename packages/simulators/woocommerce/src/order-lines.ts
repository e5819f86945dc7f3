import { attributeValue } from './catalog.js';
import { inputList, text, whole, type Input } from './input.js';
import { lineMeta } from './line-meta.js';
import { findCents, shareCents, sumCents, toCents, toDecimal } from './money.js';
import { findTaxRate, lineTaxes, totalOfTaxes, withoutTax } from './order-totals.js';
import { optionsOf, priceOf, taxClassOf } from './product-view.js';
import type { CouponLine, FeeLine, LineMetaDatum, LineTax, OrderLine, Product, ShippingLine } from './records.js';
import type { Shop } from './shop.js';
import { WooError } from './woo-error.js';

/** The country whose tax applies: that of shipping, else of billing, else of the shop. */
export interface LineContext {
  shop: Shop;
  country: string;
}

interface LineFacts {
  id?: number;
  name: string;
  sku: string | null;
  product: Product | undefined;
  quantity: number;
  subtotalCents: number;
  totalCents: number;
  taxClass: string;
}

/** Amounts are cents, with decimals where prices have tax in them. */
export function buildLine({ shop, country }: LineContext, facts: LineFacts): OrderLine {
  const { product } = facts;
  const taxes = lineTaxes(findTaxRate(shop, country, facts.taxClass), facts.totalCents, facts.subtotalCents);
  return {
    id: facts.id ?? shop.takeId(),
    name: facts.name,
    product_id: product ? product.parent_id || product.id : 0,
    variation_id: product && product.parent_id > 0 ? product.id : 0,
    quantity: facts.quantity,
    tax_class: facts.taxClass,
    subtotal: toDecimal(Math.round(facts.subtotalCents)),
    subtotal_tax: totalOfTaxes(taxes, 'subtotal'),
    total: toDecimal(Math.round(facts.totalCents)),
    total_tax: totalOfTaxes(taxes),
    taxes,
    meta_data: product ? variationMeta(shop, product) : [],
    sku: facts.sku,
    global_unique_id: product?.global_unique_id ?? null,
    price: unitPrice(facts.totalCents, facts.quantity),
    image: { id: product && product.parent_id === 0 ? '' : 0, src: '' },
    parent_name: (product && shop.products.find(product.parent_id)?.name) ?? null,
  };
}

/** A line's price as WooCommerce shows it: a float, of a total that is kept with six decimals. */
function unitPrice(totalCents: number, quantity: number): number {
  return quantity === 0 ? 0 : Number((totalCents / 100).toFixed(6)) / quantity;
}

/** What the variation differs in, by the names that screens show. */
function variationMeta(shop: Shop, product: Product): LineMetaDatum[] {
  return optionsOf(product).map((option) => ({
    id: shop.takeId(),
    key: option.slug,
    value: attributeValue(shop, option),
    display_key: option.name,
    display_value: option.option,
  }));
}

/** Taxes of shipping have no amount before discounts. */
function withoutSubtotal(taxes: readonly LineTax[]): LineTax[] {
  return taxes.map((tax) => ({ ...tax, subtotal: '' }));
}

export function buildShipping({ shop, country }: LineContext, title: string, totalCents: number): ShippingLine {
  const taxes = lineTaxes(findTaxRate(shop, country, ''), totalCents);
  return {
    id: shop.takeId(),
    method_title: title,
    method_id: 'flat_rate',
    instance_id: '1',
    total: toDecimal(totalCents),
    total_tax: totalOfTaxes(taxes),
    taxes: withoutSubtotal(taxes),
    tax_status: 'taxable',
    meta_data: [],
  };
}

export function buildFee({ shop, country }: LineContext, name: string, totalCents: number): FeeLine {
  const taxes = lineTaxes(findTaxRate(shop, country, ''), totalCents);
  return {
    id: shop.takeId(),
    name,
    tax_class: '',
    tax_status: 'taxable',
    amount: toDecimal(totalCents),
    total: toDecimal(totalCents),
    total_tax: totalOfTaxes(taxes),
    taxes,
    meta_data: [],
  };
}

/** Merges the `line_items` of a request into those of the order: an id changes a line, quantity 0 or a null product removes it. */
export function mergeLines(context: LineContext, before: readonly OrderLine[], value: unknown): OrderLine[] {
  const lines = new Map(before.map((line) => [line.id, line]));
  for (const input of inputList(value)) {
    const known = typeof input.id === 'number' ? lines.get(input.id) : undefined;
    if (input.id !== undefined && !known) {
      throw new WooError(
        400,
        'woocommerce_rest_invalid_item_id',
        'Order item ID provided is not associated with order.',
      );
    }
    if (known && (input.quantity === 0 || input.product_id === null)) {
      lines.delete(known.id);
      continue;
    }
    const line = lineFromInput(context, input, known);
    lines.set(line.id, line);
  }
  return [...lines.values()];
}

function lineFromInput(context: LineContext, input: Input, known: OrderLine | undefined): OrderLine {
  const product = known
    ? context.shop.products.find(known.variation_id || known.product_id)
    : productOf(context.shop, input);
  const quantity = whole(input.quantity, known?.quantity ?? 1);
  const taxClass = text(input.tax_class, known?.tax_class ?? (product ? taxClassOf(context.shop, product) : ''));
  const boughtCents =
    known && known.quantity !== 0
      ? Math.round((toCents(known.subtotal) / known.quantity) * quantity)
      : withoutTax(context.shop, toCents(product && priceOf(context.shop, product)) * quantity, taxClass);
  const subtotalCents = findCents(input.subtotal) ?? boughtCents;
  const line = buildLine(context, {
    id: known?.id,
    name: text(input.name, known?.name ?? product?.name ?? ''),
    sku: known?.sku ?? product?.sku ?? null,
    product,
    quantity,
    subtotalCents,
    totalCents: findCents(input.total) ?? subtotalCents,
    taxClass,
  });
  const meta = known?.meta_data ?? line.meta_data;
  return { ...line, meta_data: lineMeta(meta, input.meta_data, () => context.shop.takeId()) };
}

function productOf(shop: Shop, input: Input): Product {
  const sku = text(input.sku, '');
  if (sku === '' && input.product_id === undefined && input.variation_id === undefined) {
    throw new WooError(400, 'woocommerce_rest_required_product_reference', 'Product ID or SKU is required.');
  }
  const id = whole(input.variation_id, 0) || whole(input.product_id, 0);
  const product = sku === '' ? shop.products.find(id) : shop.findProductsBySku(sku)[0];
  if (!product) throw new WooError(400, 'woocommerce_rest_invalid_product_id', 'Invalid product ID.');
  return product;
}

export function shippingFromInput(context: LineContext, value: unknown): ShippingLine[] {
  return inputList(value).map((input) => ({
    ...buildShipping(context, text(input.method_title, 'Flat rate'), toCents(input.total)),
    method_id: text(input.method_id, 'flat_rate'),
    instance_id: text(input.instance_id, ''),
  }));
}

export function feesFromInput(context: LineContext, value: unknown): FeeLine[] {
  return inputList(value).map((input) => buildFee(context, text(input.name, 'Fee'), toCents(input.total)));
}

export function applyCoupons(
  context: LineContext,
  lines: OrderLine[],
  value: unknown,
): { lines: OrderLine[]; coupons: CouponLine[] } {
  const used: CouponLine[] = [];
  let discounted = lines;
  for (const input of inputList(value)) {
    const code = text(input.code, '').toLowerCase();
    const coupon = context.shop.settings.coupons.find((each) => each.code === code && each.kind === 'percent');
    if (!coupon) {
      throw new WooError(400, 'woocommerce_rest_invalid_coupon', `Coupon "${code}" does not exist!`);
    }
    const before = discounted;
    discounted = before.map((line) => discountLine(context, line, coupon.amount));
    const lost = (field: 'total' | 'total_tax'): string =>
      toDecimal(sumCents(before.map((line) => line[field])) - sumCents(discounted.map((line) => line[field])));
    used.push({
      id: context.shop.takeId(),
      code,
      discount: lost('total'),
      discount_tax: lost('total_tax'),
      meta_data: [],
    });
  }
  return { lines: discounted, coupons: used };
}

function discountLine({ shop, country }: LineContext, line: OrderLine, percent: string): OrderLine {
  const totalCents = toCents(line.total) - shareCents(toCents(line.total), percent);
  const taxes = lineTaxes(findTaxRate(shop, country, line.tax_class), totalCents, toCents(line.subtotal));
  return {
    ...line,
    total: toDecimal(totalCents),
    total_tax: totalOfTaxes(taxes),
    taxes,
    price: unitPrice(totalCents, line.quantity),
  };
}
