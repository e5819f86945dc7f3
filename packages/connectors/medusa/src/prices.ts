import {
  addVat,
  addedVatNotes,
  decimalFromNumber,
  isZeroDecimal,
  pricedBy,
  removeVat,
  roundDecimal,
  standardVatRateSetting,
  trimDecimal,
  unknownVatRates,
  vatRateOf,
  withNotes,
  type ConnectorContext,
  type ConnectorFailure,
  type EntityWriter,
  type PricedVat,
  type TargetPayload,
  type TargetRecord,
  type WriteOperation,
  type WriteOutcome,
} from '@koppel/connector-sdk';
import { z } from 'zod';
import { findBySku, getVariants, groupBy, missingArticle, resolveBySku, variantsPath } from './articles.js';
import { getByKeys, post, writeOrSplit } from './client.js';
import { awaitsPrice, awaitsPriceKey, type Product } from './product-writes.js';
import { failure, reason } from './reasons.js';
import { loadShop, type Shop } from './shop.js';

export const priceSettings = z.object({
  shopPriceVat: z
    .enum(['as_shop', 'excluding', 'including'])
    .default('as_shop')
    .meta({
      title: 'Prices in the shop are kept',
      description:
        'Whether VAT is added before a price is written. As the shop says is right for nearly everyone: the store settings of Medusa tell whether prices in a currency include tax.',
      'x-labels': { as_shop: 'As the shop says', excluding: 'Without VAT', including: 'With VAT' },
      'x-essential': false,
    }),
  ...standardVatRateSetting,
});
export type PriceSettings = z.infer<typeof priceSettings>;

export type PricePayload = PricedVat & {
  amountExclVat: string;
  currency: string;
  vat: PriceSettings['shopPriceVat'];
};

/** A price as the admin API gives it: a JSON number in major units, which holds the digits of a price exactly. */
interface NativePrice {
  id: string;
  amount: number;
  currency_code: string;
  min_quantity: number | null;
  max_quantity: number | null;
  rules: Record<string, string> | null;
}

interface PricedVariant {
  prices: NativePrice[];
}

const priceFields = 'prices.id,prices.amount,prices.currency_code,prices.min_quantity,prices.max_quantity';

/** As the product of a variant is, beside its prices. */
interface ShownVariant extends PricedVariant {
  product: Pick<Product, 'status' | 'metadata'>;
}

/** The list price: without conditions of region, customer group or number. */
function isListPrice(price: NativePrice, currency: string): boolean {
  const isPlain = price.min_quantity === null && price.max_quantity === null;
  return price.currency_code.toUpperCase() === currency && isPlain && Object.keys(price.rules ?? {}).length === 0;
}

function isIncluding({ vat, currency }: Pick<PricePayload, 'vat' | 'currency'>, shop: Shop): boolean {
  return vat === 'as_shop' ? shop.taxInclusiveCurrencies.has(currency) : vat === 'including';
}

/** How many digits behind the point the currency has. */
function digitsOf(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** What the shop asks for one, in major units. */
export function shopPrice(payload: PricePayload, shop: Shop): string {
  const digits = digitsOf(payload.currency);
  const amount = isIncluding(payload, shop)
    ? addVat(payload.amountExclVat, vatRateOf(payload), digits)
    : roundDecimal(payload.amountExclVat, digits);
  const { sku, currency } = payload;
  if (amount.startsWith('-')) throw failure('value', 'medusa.price_negative', { sku, amount, currency });
  return amount;
}

/** Every price of the variant, the list price changed: Medusa deletes those that are not in the list. */
function pricesWith(prices: readonly NativePrice[], currency: string, amount: string) {
  const held = prices.find((price) => isListPrice(price, currency));
  const others = prices
    .filter((price) => price !== held)
    .map(({ id, amount: other, currency_code, min_quantity, max_quantity, rules }) => ({
      ...{ id, amount: other, currency_code, min_quantity, max_quantity },
      ...(rules && Object.keys(rules).length > 0 && { rules }),
    }));
  return [...others, { ...(held && { id: held.id }), currency_code: currency.toLowerCase(), amount: Number(amount) }];
}

async function writeTogether(
  context: ConnectorContext,
  operations: readonly WriteOperation<PricePayload>[],
): Promise<string[]> {
  const shop = await loadShop(context);
  const ids = operations.map(({ targetKey }) => targetKey ?? '');
  const variants = await getVariants<PricedVariant>(context, ids, priceFields);
  const changes = operations.map(({ payload, targetKey }) => {
    const variant = variants.get(targetKey ?? '');
    if (!variant) throw missingArticle(payload.sku);
    const { sku, currency } = payload;
    if (!shop.currencies.includes(currency)) {
      const params = { sku, currency, currencies: shop.currencies.join(', ') };
      throw failure('value', 'medusa.currency_unknown', params, { field: 'currency' });
    }
    const amount = shopPrice(payload, shop);
    return { variant, amount, prices: pricesWith(variant.prices, currency, amount) };
  });
  const groups = groupBy(changes, ({ variant }) => variant.product_id);
  await Promise.all(
    [...groups].map(([productId, some]) => {
      const update = some.map(({ variant, prices }) => ({ id: variant.id, prices }));
      return post(context, variantsPath(productId), { body: { update }, isRepeatable: true });
    }),
  );
  const priced = changes.filter(({ amount }) => !isZeroDecimal(amount));
  await publishPriced(
    context,
    priced.map(({ variant }) => variant.product_id),
  );
  return ids;
}

/** An article that was kept a draft until it had a price is shown with its first one. */
async function publishPriced(context: ConnectorContext, productIds: readonly string[]): Promise<void> {
  const products = await getByKeys<{ id: string; status: string; metadata: Record<string, unknown> | null }>(
    context,
    'products',
    { list: 'products', by: 'id', keys: productIds, fields: 'id,status,metadata' },
  );
  const update = products
    .filter(awaitsPrice)
    .map(({ id }) => ({ id, status: 'published', metadata: { [awaitsPriceKey]: '' } }));
  if (update.length > 0) await post(context, 'products/batch?fields=id', { body: { update }, isRepeatable: true });
}

/** In the payload's own terms: the very price that it would become, or else the shop's without the VAT that the payload adds. */
function amountNow(payload: PricePayload, held: string, shop: Shop): string | null {
  if (isIncluding(payload, shop) && payload.vatRatePercent === null) return null;
  if (trimDecimal(shopPrice(payload, shop)) === trimDecimal(held)) return payload.amountExclVat;
  return trimDecimal(isIncluding(payload, shop) ? removeVat(held, vatRateOf(payload), 4) : held);
}

async function current(
  context: ConnectorContext,
  matches: readonly TargetRecord<PricePayload>[],
): Promise<Map<string, TargetPayload>> {
  const shop = await loadShop(context);
  const ids = matches.map(({ targetKey }) => targetKey);
  const variants = await getVariants<ShownVariant>(context, ids, `${priceFields},product.status,product.metadata`);
  return new Map(
    matches.flatMap(({ naturalKey, targetKey, payload }) => {
      const variant = variants.get(targetKey);
      if (!variant) return [];
      const currency = payload?.currency ?? shop.currency;
      const held = variant.prices.find((price) => isListPrice(price, currency));
      // A process that ended between the price and the publishing left the article hidden: the price is written once more.
      const isPriced = held && (held.amount === 0 || !awaitsPrice(variant.product));
      const now: TargetPayload = isPriced
        ? {
            ...{ sku: variant.sku, currency },
            ...(payload && { amountExclVat: amountNow(payload, decimalFromNumber(held.amount), shop) }),
          }
        : { sku: variant.sku, amountExclVat: null };
      return [[naturalKey, now] as const];
    }),
  );
}

/** The articles must be there, and the VAT of each known where it is added. */
async function resolve(
  context: ConnectorContext,
  payloads: readonly PricePayload[],
): Promise<Map<string, ConnectorFailure>> {
  const shop = await loadShop(context);
  const unknown = unknownVatRates(payloads.filter((payload) => isIncluding(payload, shop)));
  return new Map([...unknown, ...(await resolveBySku(context, payloads))]);
}

async function write(
  context: ConnectorContext,
  operations: readonly WriteOperation<PricePayload>[],
): Promise<WriteOutcome[]> {
  const shop = await loadShop(context);
  const notes = operations.map(({ payload }) => (isIncluding(payload, shop) ? addedVatNotes(payload) : []));
  return withNotes(await writeOrSplit(operations, (some) => writeTogether(context, some)), notes);
}

/** Sets the list price of articles that the shop has; prices with conditions and price lists stay. */
export const priceWriter: EntityWriter<'price', PricePayload, PriceSettings> = {
  entity: 'price',
  settings: priceSettings,
  changes: 'create_and_update',
  batchSize: 25,
  fromCanonical({ sku, amountExclVat, vatRatePercent, currency, sale }, settings) {
    const payload = {
      ...{ sku, amountExclVat, currency },
      ...pricedBy(vatRatePercent, settings),
      vat: settings.shopPriceVat,
    };
    if (!sale) return { payload };
    const params = { sku, amount: sale.amountExclVat, currency };
    return { payload, notes: [reason('medusa.offer_not_taken', params, 'sale')] };
  },
  naturalKey: ({ sku }) => sku,
  find: findBySku,
  current,
  resolve,
  write,
};
