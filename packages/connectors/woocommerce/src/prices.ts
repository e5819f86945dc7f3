import {
  addVat,
  compareDecimals,
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
import { getRecord, missingProduct, type WooRecord } from './client.js';
import {
  currentProducts,
  findProducts,
  foldSku,
  productsPerBatch,
  targetOf,
  writePresent,
  writeProducts,
  type ProductWrite,
} from './product-writes.js';
import { failure } from './reasons.js';

/** How the shop reads a price. */
export interface ShopPricing {
  currency: string;
  pricesIncludeVat: boolean;
  calculatesVat: boolean;
}

const cacheKey = 'price:shop-pricing';

/** Asked once per run. */
export function getShopPricing(context: ConnectorContext): Promise<ShopPricing> {
  const known = context.cache.get(cacheKey) as Promise<ShopPricing> | undefined;
  if (known) return known;
  const asked = askShop(context);
  context.cache.set(cacheKey, asked);
  asked.catch(() => context.cache.delete(cacheKey));
  return asked;
}

async function askShop(context: ConnectorContext): Promise<ShopPricing> {
  const read = async (path: string): Promise<unknown> => (await getRecord(context, `settings/${path}`))['value'];
  const [currency, includeTax, calculate] = await Promise.all([
    read('general/woocommerce_currency'),
    read('tax/woocommerce_prices_include_tax'),
    read('general/woocommerce_calc_taxes'),
  ]);
  return { currency: String(currency), pricesIncludeVat: includeTax === 'yes', calculatesVat: calculate === 'yes' };
}

export const priceSettings = z.object({
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
    .regex(/^\d{1,3}(\.\d{1,4})?$/, 'field.percentage')
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

function wrongCurrency({ sku, currency }: PricePayload, shop: ShopPricing): WriteOutcome {
  const params = { sku, currency, shopCurrency: shop.currency };
  return { status: 'failed', failure: failure('value', 'woocommerce.price_currency', params, { field: 'currency' }) };
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
    const body = { regular_price: regularPrice(payload, shop) };
    return { sku: payload.sku, target, body, answered: (product) => answeredBy(payload, product, shop) };
  });
  return writePresent(items, (writes) => writeProducts(context, writes));
}

function answeredBy(
  payload: PricePayload,
  product: WooRecord,
  shop: ShopPricing,
): ReturnType<ProductWrite['answered']> {
  const { type, regular_price: price } = product;
  const { sku } = payload;
  const options = { field: 'amountExclVat', isOfRecord: true };
  const isOfParts = type === 'variable' || type === 'grouped';
  const stored: TargetPayload = price === undefined ? {} : { amountExclVat: amountNow(payload, price, shop) };
  return { stored, issue: isOfParts ? failure('value', 'woocommerce.price_of_parts', { sku }, options) : undefined };
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
  foldKey: foldSku,
  find: (context, skus) => findProducts(context, skus),
  current,
  write,
};
