import {
  addVat,
  ConnectorFailure,
  roundDecimal,
  type ConnectorContext,
  type EntityWriter,
  type Form,
  type WriteOperation,
  type WriteOutcome,
} from '@koppel/connector-sdk';
import { z } from 'zod';
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
      title: 'Prices in the shop are',
      description:
        'As the shop: what is chosen in WooCommerce > Settings > Tax decides whether VAT is added to the price.',
      'x-labels': { as_shop: 'as the shop is set', excluding: 'without VAT', including: 'with VAT' },
    }),
  standardVatRate: z
    .string()
    .trim()
    .regex(/^\d{1,3}(\.\d{1,4})?$/, 'a percentage such as 21')
    .default('21')
    .meta({
      title: 'VAT where the article has none',
      description: 'Percentage that is added to prices with VAT when the article itself has no VAT code.',
    }),
  priceDecimals: z.number().int().min(0).max(4).default(2).meta({
    title: 'Decimals of prices',
    description: 'Prices are rounded to this many decimals, halves away from zero.',
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

function regularPrice(form: PriceForm, shop: ShopPricing): string {
  const isInclusive = form.vat === 'including' || (form.vat === 'as_shop' && shop.pricesIncludeVat);
  return isInclusive
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
  write,
};
