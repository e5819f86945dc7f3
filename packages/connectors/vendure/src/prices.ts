import {
  addVat,
  ConnectorFailure,
  multiplyDecimals,
  roundDecimal,
  type ConnectorContext,
  type EntityWriter,
  type WriteOperation,
} from '@koppel/connector-sdk';
import { z } from 'zod';
import { writeOrSplit } from './batches.js';
import { loadChannelBasics, type ChannelBasics } from './channel.js';
import { admin } from './graphql.js';
import { findBySku, forgetVariants, getVariants, missingArticle, resolveBySku, type Variant } from './variants.js';

export const priceSettings = z.object({
  shopPriceVat: z.enum(['as_channel', 'excluding', 'including']).default('as_channel').meta({
    title: 'VAT in the prices of the shop',
    description:
      'As the channel: prices are written with or without VAT as the channel in Vendure says it shows them. Choose another only if the shop calculates differently from what its channel says.',
    'x-essential': false,
  }),
  fallbackVatRate: z
    .string()
    .regex(/^\d{1,2}(\.\d{1,2})?$/)
    .default('21')
    .meta({
      title: 'VAT rate where none is known',
      description:
        'The percentage that is added to prices including VAT when the article has no VAT code at the source.',
      'x-essential': false,
    }),
});
export type PriceSettings = z.infer<typeof priceSettings>;

export type PriceForm = {
  sku: string;
  amountExclVat: string;
  vatRatePercent: string;
  currency: string;
  vat: PriceSettings['shopPriceVat'];
};

const updateMutation = `mutation ($input: [UpdateProductVariantInput!]!) { m0: updateProductVariants(input: $input) { id } }`;

/** The price in the smallest unit of the shop's amounts. */
export function shopPrice(form: PriceForm, channel: Pick<ChannelBasics, 'precision' | 'pricesIncludeTax'>): number {
  const { precision } = channel;
  const isIncluding = form.vat === 'as_channel' ? channel.pricesIncludeTax : form.vat === 'including';
  const amount = isIncluding
    ? addVat(form.amountExclVat, form.vatRatePercent, precision)
    : roundDecimal(form.amountExclVat, precision);
  const units = Number(roundDecimal(multiplyDecimals(amount, `1${'0'.repeat(precision)}`), 0));
  if (Number.isSafeInteger(units) && units >= 0) return units;
  throw new ConnectorFailure(
    'value',
    `The price ${amount} of ${form.sku} is not one that a shop can ask. Correct the price at its source.`,
  );
}

function inputOf(form: PriceForm, variant: Variant, channel: ChannelBasics) {
  if (!channel.currencies.includes(form.currency)) {
    throw new ConnectorFailure(
      'value',
      `The price of ${form.sku} is in ${form.currency}, but the channel ${channel.code} sells in ${channel.currencies.join(', ')}. Add the currency to the channel in Vendure, or give the article a price in a currency of the shop.`,
    );
  }
  const price = shopPrice(form, channel);
  const isDefaultCurrency = form.currency === channel.currency;
  // An article that was kept out of sight until it had a price is shown with its first one.
  const isFirstPrice = isDefaultCurrency && !variant.enabled && variant.price === 0 && price > 0;
  return {
    id: variant.id,
    ...(isDefaultCurrency ? { price } : { prices: [{ currencyCode: form.currency, price }] }),
    ...(isFirstPrice && { enabled: true }),
  };
}

async function writeTogether(
  context: ConnectorContext,
  operations: readonly WriteOperation<PriceForm>[],
): Promise<string[]> {
  const channel = await loadChannelBasics(context);
  const ids = operations.flatMap(({ targetKey }) => targetKey ?? []);
  const variants = await getVariants(context, ids);
  const input = operations.map(({ form, targetKey }) => {
    const variant = targetKey === undefined ? undefined : variants.get(targetKey);
    if (!variant) throw missingArticle(form.sku);
    return inputOf(form, variant, channel);
  });
  await admin(context, { query: updateMutation, variables: { input }, isRepeatable: true });
  forgetVariants(context, ids);
  return input.map(({ id }) => id);
}

/** Sets the prices of articles that the shop has. */
export const priceWriter: EntityWriter<'price', PriceForm, PriceSettings> = {
  entity: 'price',
  settings: priceSettings,
  changes: 'create_and_update',
  batchSize: 50,
  fromCanonical({ sku, amountExclVat, vatRatePercent, currency }, { shopPriceVat, fallbackVatRate }) {
    return {
      form: { sku, amountExclVat, vatRatePercent: vatRatePercent ?? fallbackVatRate, currency, vat: shopPriceVat },
    };
  },
  naturalKey: ({ sku }) => sku,
  find: findBySku,
  resolve: resolveBySku,
  write: (context, operations) => writeOrSplit(operations, (some) => writeTogether(context, some)),
};
