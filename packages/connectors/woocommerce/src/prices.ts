import {
  addVat,
  compareDecimals,
  ConnectorFailure,
  removeVat,
  roundDecimal,
  trimDecimal,
  type ConnectorContext,
  type EntityWriter,
  type Form,
  type TargetRecord,
  type WriteOperation,
  type WriteOutcome,
} from '@koppel/connector-sdk';
import { z } from 'zod';
import { currentProducts } from './current-products.js';
import { missingProduct } from './failures.js';
import { productsPerBatch, targetOf, writeProducts, type ProductWrite } from './product-batch.js';
import { findProducts } from './product-lookup.js';
import { getShopPricing, type ShopPricing } from './shop-pricing.js';
import { writePresent } from './write-present.js';

const priceSettings = z.object({
  shopPriceVat: z
    .enum(['as_shop', 'excluding', 'including'])
    .default('as_shop')
    .meta({
      title: 'Prices in the shop are kept',
      description:
        'Whether VAT is added before a price is written. As the shop says is right for nearly everyone: it follows WooCommerce > Settings > Tax.',
      'x-labels': { as_shop: 'As the shop says', excluding: 'Without VAT', including: 'With VAT' },
      'x-essential': false,
    }),
  standardVatRate: z
    .string()
    .trim()
    .regex(/^\d{1,3}(\.\d{1,4})?$/, 'a percentage such as 21')
    .default('21')
    .meta({
      title: 'VAT rate where none is known',
      description:
        'The percentage that is added to prices with VAT when the article has no VAT code in the accounting.',
      'x-essential': false,
    }),
  priceDecimals: z.number().int().min(0).max(4).default(2).meta({
    title: 'Decimals of prices',
    description: 'Prices are rounded to this many decimals, halves away from zero. Most shops use 2.',
    'x-essential': false,
  }),
});
type PriceSettings = z.infer<typeof priceSettings>;

interface PriceForm extends Form {
  sku: string;
  amountExclVat: string;
  vatRatePercent: string;
  currency: string;
  vat: PriceSettings['shopPriceVat'];
  decimals: number;
}

function isInclusive({ vat }: PriceForm, shop: ShopPricing): boolean {
  return vat === 'including' || (vat === 'as_shop' && shop.pricesIncludeVat);
}

function regularPrice(form: PriceForm, shop: ShopPricing): string {
  return isInclusive(form, shop)
    ? addVat(form.amountExclVat, form.vatRatePercent, form.decimals)
    : roundDecimal(form.amountExclVat, form.decimals);
}

function wrongCurrency(form: PriceForm, shop: ShopPricing): WriteOutcome {
  const message = `The price of "${form.sku}" is in ${form.currency}, the shop sells in ${shop.currency}. It was not written, because it would be wrong. Choose a price list in ${shop.currency}, or another shop.`;
  return { status: 'failed', failure: new ConnectorFailure('value', message) };
}

async function write(
  context: ConnectorContext,
  operations: readonly WriteOperation<PriceForm>[],
): Promise<WriteOutcome[]> {
  const shop = await getShopPricing(context);
  const items = operations.map(({ form, targetKey }): ProductWrite | WriteOutcome => {
    const target = targetOf(targetKey);
    if (!target) return { status: 'failed', failure: missingProduct(form.sku) };
    if (form.currency !== shop.currency) return wrongCurrency(form, shop);
    return { sku: form.sku, target, body: { regular_price: regularPrice(form, shop) } };
  });
  return writePresent(items, (writes) => writeProducts(context, writes));
}

/** In the form's own terms: the very price that it would become, or else the shop's without the VAT that the form adds. */
function amountNow(form: PriceForm, price: unknown, shop: ShopPricing): string | null {
  if (typeof price !== 'string' || !/^\d+(\.\d+)?$/.test(price)) return null;
  if (compareDecimals(regularPrice(form, shop), price) === 0) return form.amountExclVat;
  return trimDecimal(isInclusive(form, shop) ? removeVat(price, form.vatRatePercent, 4) : price);
}

async function current(
  context: ConnectorContext,
  matches: readonly TargetRecord<PriceForm>[],
): Promise<Map<string, Form>> {
  const shop = await getShopPricing(context);
  return currentProducts(context, matches, {
    fields: 'regular_price',
    formOf: ({ regular_price: price }, { form }) => ({
      currency: shop.currency,
      ...(form && { amountExclVat: amountNow(form, price, shop) }),
    }),
  });
}

/** Sets the regular price; an offer price that the shop gives stays. */
export const priceWriter: EntityWriter<'price', PriceForm, PriceSettings> = {
  entity: 'price',
  settings: priceSettings,
  changes: 'create_and_update',
  batchSize: productsPerBatch,
  fromCanonical: (price, settings) => ({
    form: {
      sku: price.sku,
      amountExclVat: price.amountExclVat,
      vatRatePercent: price.vatRatePercent ?? settings.standardVatRate,
      currency: price.currency,
      vat: settings.shopPriceVat,
      decimals: settings.priceDecimals,
    },
  }),
  naturalKey: (form) => form.sku,
  find: (context, skus) => findProducts(context, skus),
  current,
  write,
};
