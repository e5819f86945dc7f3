import {
  addVat,
  addedVatNotes,
  divideDecimals,
  multiplyDecimals,
  otherVatNotes,
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
import type { Reason } from '@koppel/contracts';
import { z } from 'zod';
import { loadChannel, loadChannelBasics, type ChannelBasics } from './channel.js';
import { admin } from './graphql.js';
import { failure, reason } from './reasons.js';
import {
  currentVariants,
  findBySku,
  forgetVariants,
  getVariants,
  missingArticle,
  resolveBySku,
  writeOrSplit,
  type Variant,
} from './variants.js';

export const priceSettings = z.object({
  shopPriceVat: z
    .enum(['as_channel', 'excluding', 'including'])
    .default('as_channel')
    .meta({
      title: 'Prices in the shop are kept',
      description:
        'Whether VAT is added before a price is written. As the shop says is right for nearly everyone: the channel in Vendure tells whether its prices include VAT.',
      'x-labels': { as_channel: 'As the shop says', excluding: 'Without VAT', including: 'With VAT' },
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

const updateMutation = `mutation ($input: [UpdateProductVariantInput!]!) { m0: updateProductVariants(input: $input) { id } }`;

function isIncluding(vat: PricePayload['vat'], channel: Pick<ChannelBasics, 'pricesIncludeTax'>): boolean {
  return vat === 'as_channel' ? channel.pricesIncludeTax : vat === 'including';
}

/** The price in the smallest unit of the shop's amounts. */
export function shopPrice(
  payload: PricePayload,
  channel: Pick<ChannelBasics, 'precision' | 'pricesIncludeTax'>,
): number {
  const { precision } = channel;
  const amount = isIncluding(payload.vat, channel)
    ? addVat(payload.amountExclVat, vatRateOf(payload), precision)
    : roundDecimal(payload.amountExclVat, precision);
  const units = Number(roundDecimal(multiplyDecimals(amount, `1${'0'.repeat(precision)}`), 0));
  if (Number.isSafeInteger(units) && units >= 0) return units;
  const { sku, currency } = payload;
  throw failure('value', 'vendure.price_invalid', { amount, currency, sku }, { field: 'amountExclVat' });
}

function inputOf(payload: PricePayload, variant: Variant, channel: ChannelBasics) {
  if (!channel.currencies.includes(payload.currency)) {
    const { sku, currency } = payload;
    const params = { sku, currency, channel: channel.code, currencies: channel.currencies.join(', ') };
    throw failure('value', 'vendure.price_currency', params, { field: 'currency' });
  }
  const price = shopPrice(payload, channel);
  const isDefaultCurrency = payload.currency === channel.currency;
  // An article that was kept out of sight until it had a price is shown with its first one.
  const isFirstPrice = isDefaultCurrency && !variant.enabled && variant.price === 0 && price > 0;
  return {
    id: variant.id,
    ...(isDefaultCurrency ? { price } : { prices: [{ currencyCode: payload.currency, price }] }),
    ...(isFirstPrice && { enabled: true }),
  };
}

async function writeTogether(
  context: ConnectorContext,
  operations: readonly WriteOperation<PricePayload>[],
): Promise<string[]> {
  const channel = await loadChannelBasics(context);
  const ids = operations.flatMap(({ targetKey }) => targetKey ?? []);
  const variants = await getVariants(context, ids);
  const input = operations.map(({ payload, targetKey }) => {
    const variant = targetKey === undefined ? undefined : variants.get(targetKey);
    if (!variant) throw missingArticle(payload.sku);
    return inputOf(payload, variant, channel);
  });
  await admin(context, { query: updateMutation, variables: { input }, isRepeatable: true });
  forgetVariants(context, ids);
  return input.map(({ id }) => id);
}

interface PriceNow {
  id: string;
  sku: string;
  prices: { currencyCode: string; price: number }[];
}

/** In the payload's own terms: the very price that it would become, or else the shop's without the VAT that the payload adds. */
function amountNow(payload: PricePayload, units: number, channel: ChannelBasics): string | null {
  if (isIncluding(payload.vat, channel) && payload.vatRatePercent === null) return null;
  if (shopPrice(payload, channel) === units) return payload.amountExclVat;
  const amount = divideDecimals(String(units), `1${'0'.repeat(channel.precision)}`, channel.precision);
  return trimDecimal(isIncluding(payload.vat, channel) ? removeVat(amount, vatRateOf(payload), 4) : amount);
}

async function current(
  context: ConnectorContext,
  matches: readonly TargetRecord<PricePayload>[],
): Promise<Map<string, TargetPayload>> {
  const channel = await loadChannelBasics(context);
  return currentVariants<PriceNow, PricePayload>(context, matches, {
    fields: 'sku prices { currencyCode price }',
    payloadOf: ({ sku, prices }, { payload }) => {
      const currency = payload?.currency ?? channel.currency;
      const held = prices.find(({ currencyCode }) => currencyCode === currency);
      if (!held) return { sku, amountExclVat: null };
      return { sku, currency, ...(payload && { amountExclVat: amountNow(payload, held.price, channel) }) };
    },
  });
}

/** The articles must be there, and the VAT of each known where it is added. */
async function resolve(
  context: ConnectorContext,
  payloads: readonly PricePayload[],
): Promise<Map<string, ConnectorFailure>> {
  const channel = await loadChannelBasics(context);
  const unknown = unknownVatRates(payloads.filter(({ vat }) => isIncluding(vat, channel)));
  return new Map([...unknown, ...(await resolveBySku(context, payloads))]);
}

async function write(
  context: ConnectorContext,
  operations: readonly WriteOperation<PricePayload>[],
): Promise<WriteOutcome[]> {
  const notes = await notesOf(context, operations);
  return withNotes(await writeOrSplit(operations, (some) => writeTogether(context, some)), notes);
}

/** By operation, what of the added VAT a person should know. */
async function notesOf(
  context: ConnectorContext,
  operations: readonly WriteOperation<PricePayload>[],
): Promise<Reason[][]> {
  const basics = await loadChannelBasics(context);
  if (!operations.some(({ payload }) => isIncluding(payload.vat, basics))) return [];
  const { taxClasses } = await loadChannel(context);
  const ids = operations.flatMap(({ targetKey }) => targetKey ?? []);
  const variants = await getVariants(context, ids);
  return operations.map(({ payload, targetKey = '' }) => {
    if (!isIncluding(payload.vat, basics)) return [];
    const categoryId = variants.get(targetKey)?.taxCategory.id;
    const taxClass = taxClasses.find(({ id }) => id === categoryId);
    return [...addedVatNotes(payload), ...otherVatNotes(payload, taxClass)];
  });
}

/** Sets the prices of articles that the shop has. */
export const priceWriter: EntityWriter<'price', PricePayload, PriceSettings> = {
  entity: 'price',
  settings: priceSettings,
  changes: 'create_and_update',
  batchSize: 50,
  fromCanonical({ sku, amountExclVat, vatRatePercent, currency, sale }, settings) {
    const payload = {
      ...{ sku, amountExclVat, currency },
      ...pricedBy(vatRatePercent, settings),
      vat: settings.shopPriceVat,
    };
    if (!sale) return { payload };
    const params = { sku, amount: sale.amountExclVat, currency };
    return { payload, notes: [reason('vendure.offer_not_taken', params, 'sale')] };
  },
  naturalKey: ({ sku }) => sku,
  find: findBySku,
  current,
  resolve,
  write,
};
