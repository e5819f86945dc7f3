import {
  addVat,
  compareDecimals,
  ConnectorFailure,
  removeVat,
  roundDecimal,
  trimDecimal,
  type ConnectorContext,
  type EntityWriter,
  type TargetPayload,
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

interface PricePayload extends TargetPayload {
  sku: string;
  amountExclVat: string;
  vatRatePercent: string;
  currency: string;
  vat: PriceSettings['shopPriceVat'];
  decimals: number;
}

function isInclusive({ vat }: PricePayload, shop: ShopPricing): boolean {
  return vat === 'including' || (vat === 'as_shop' && shop.pricesIncludeVat);
}

function regularPrice(payload: PricePayload, shop: ShopPricing): string {
  return isInclusive(payload, shop)
    ? addVat(payload.amountExclVat, payload.vatRatePercent, payload.decimals)
    : roundDecimal(payload.amountExclVat, payload.decimals);
}

function wrongCurrency(payload: PricePayload, shop: ShopPricing): WriteOutcome {
  const message = `The price of "${payload.sku}" is in ${payload.currency}, the shop sells in ${shop.currency}. It was not written, because it would be wrong. Choose a price list in ${shop.currency}, or another shop.`;
  return { status: 'failed', failure: new ConnectorFailure('value', message) };
}

async function write(
  context: ConnectorContext,
  operations: readonly WriteOperation<PricePayload>[],
): Promise<WriteOutcome[]> {
  const shop = await getShopPricing(context);
  const items = operations.map(({ payload, targetKey }): ProductWrite | WriteOutcome => {
    const target = targetOf(targetKey);
    if (!target) return { status: 'failed', failure: missingProduct(payload.sku) };
    if (payload.currency !== shop.currency) return wrongCurrency(payload, shop);
    return { sku: payload.sku, target, body: { regular_price: regularPrice(payload, shop) } };
  });
  return writePresent(items, (writes) => writeProducts(context, writes));
}

/** In the payload's own terms: the very price that it would become, or else the shop's without the VAT that the payload adds. */
function amountNow(payload: PricePayload, price: unknown, shop: ShopPricing): string | null {
  if (typeof price !== 'string' || !/^\d+(\.\d+)?$/.test(price)) return null;
  if (compareDecimals(regularPrice(payload, shop), price) === 0) return payload.amountExclVat;
  return trimDecimal(isInclusive(payload, shop) ? removeVat(price, payload.vatRatePercent, 4) : price);
}

async function current(
  context: ConnectorContext,
  matches: readonly TargetRecord<PricePayload>[],
): Promise<Map<string, TargetPayload>> {
  const shop = await getShopPricing(context);
  return currentProducts(context, matches, {
    fields: 'regular_price',
    payloadOf: ({ regular_price: price }, { payload }) => ({
      currency: shop.currency,
      ...(payload && { amountExclVat: amountNow(payload, price, shop) }),
    }),
  });
}

/** Sets the regular price; an offer price that the shop gives stays. */
export const priceWriter: EntityWriter<'price', PricePayload, PriceSettings> = {
  entity: 'price',
  settings: priceSettings,
  changes: 'create_and_update',
  batchSize: productsPerBatch,
  fromCanonical: (price, settings) => ({
    payload: {
      sku: price.sku,
      amountExclVat: price.amountExclVat,
      vatRatePercent: price.vatRatePercent ?? settings.standardVatRate,
      currency: price.currency,
      vat: settings.shopPriceVat,
      decimals: settings.priceDecimals,
    },
  }),
  naturalKey: (payload) => payload.sku,
  find: (context, skus) => findProducts(context, skus),
  current,
  write,
};
