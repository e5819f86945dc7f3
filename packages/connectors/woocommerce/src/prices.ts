import {
  addVat,
  addedVatNotes,
  compareDecimals,
  missingVatRate,
  otherVatNotes,
  pricedBy,
  removeVat,
  roundDecimal,
  standardVatRateSetting,
  trimDecimal,
  unknownVatRates,
  vatRateOf,
  type ConnectorContext,
  type ConnectorFailure,
  type EntityWriter,
  type PricedVat,
  type TargetPayload,
  type TargetRecord,
  type WriteOperation,
  type WriteOutcome,
} from '@koppel/connector-sdk';
import type { Price } from '@koppel/contracts';
import { z } from 'zod';
import { missingProduct, type WooRecord } from './client.js';
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
import { getShopSettings } from './shop-settings.js';
import { taxClassIn, taxesFor, type ShopTaxes } from './tax-classes.js';

/** How the shop reads a price. */
export interface ShopPricing {
  currency: string;
  pricesIncludeVat: boolean;
  calculatesVat: boolean;
  /** Visitors see prices with VAT, however they are kept. */
  showsVat: boolean;
}

export async function getShopPricing(context: ConnectorContext): Promise<ShopPricing> {
  const [general, tax] = await Promise.all([
    getShopSettings(context, 'general', ['currency', 'calc_taxes']),
    getShopSettings(context, 'tax', ['prices_include_tax', 'tax_display_shop']),
  ]);
  const calculatesVat = general.calc_taxes === 'yes';
  return {
    currency: general.currency,
    pricesIncludeVat: tax.prices_include_tax === 'yes',
    calculatesVat,
    showsVat: calculatesVat && tax.tax_display_shop === 'incl',
  };
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
  ...standardVatRateSetting,
  priceDecimals: z.number().int().min(0).max(4).default(2).meta({
    title: 'Decimals of prices',
    description: 'Prices are rounded to this many decimals, halves away from zero. Most shops use 2.',
    'x-essential': false,
  }),
});
type PriceSettings = z.infer<typeof priceSettings>;

type PricePayload = PricedVat & {
  amountExclVat: string;
  currency: string;
  vat: PriceSettings['shopPriceVat'];
  decimals: number;
  /** The offer; empty for none. The three are absent where the source says nothing of offers, so that the shop's own stay. */
  saleExclVat?: string;
  /** First and last day in the shop's time zone; empty for none. */
  saleFrom?: string;
  saleUntil?: string;
};

function isInclusive({ vat }: PricePayload, shop: ShopPricing): boolean {
  return vat === 'including' || (vat === 'as_shop' && shop.pricesIncludeVat);
}

/** VAT would be added, and nobody knows how much. */
function lacksVat(payload: PricePayload, shop: ShopPricing): boolean {
  return isInclusive(payload, shop) && payload.vatRatePercent === null;
}

/** Whether the price that is kept or shown depends on a VAT rate. */
function isVatSeen(payload: PricePayload, shop: ShopPricing): boolean {
  return shop.showsVat || isInclusive(payload, shop);
}

/** What the shop asks for an amount without VAT. */
function shopPrice(amountExclVat: string, payload: PricePayload, shop: ShopPricing): string {
  return isInclusive(payload, shop)
    ? addVat(amountExclVat, vatRateOf(payload), payload.decimals)
    : roundDecimal(amountExclVat, payload.decimals);
}

/** The fields of the offer in the shop, where the flow says something of offers. */
function saleBody(payload: PricePayload, shop: ShopPricing): WooRecord {
  const { saleExclVat, saleFrom = '', saleUntil = '' } = payload;
  if (saleExclVat === undefined) return {};
  return {
    sale_price: saleExclVat && shopPrice(saleExclVat, payload, shop),
    // Without a zone WordPress takes its own. An empty text takes the date away, null would leave it.
    date_on_sale_from: saleFrom && `${saleFrom}T00:00:00`,
    date_on_sale_to: saleUntil && `${saleUntil}T23:59:59`,
  };
}

/** The offer that the shop has, in the payload's own terms. */
function saleNow(payload: PricePayload, product: WooRecord, shop: ShopPricing): TargetPayload {
  const { sale_price: price, date_on_sale_from: from, date_on_sale_to: until } = product;
  if (payload.saleExclVat === undefined || price === undefined) return {};
  const dayOf = (moment: unknown) => (typeof moment === 'string' ? moment.slice(0, 10) : '');
  return {
    saleExclVat: amountNow(payload.saleExclVat, price, { payload, shop }) ?? '',
    saleFrom: dayOf(from),
    saleUntil: dayOf(until),
  };
}

function wrongCurrency({ sku, currency }: PricePayload, shop: ShopPricing): WriteOutcome {
  const params = { sku, currency, shopCurrency: shop.currency };
  return { status: 'failed', failure: failure('value', 'woocommerce.price_currency', params, { field: 'currency' }) };
}

const isNegative = ({ amountExclVat, saleExclVat = '' }: PricePayload): boolean =>
  [amountExclVat, saleExclVat].some((amount) => amount !== '' && compareDecimals(amount, '0') < 0);

function negativePrice({ sku }: PricePayload): WriteOutcome {
  const options = { field: 'amountExclVat' };
  return { status: 'failed', failure: failure('value', 'woocommerce.price_negative', { sku }, options) };
}

const vatSeen = (operations: readonly WriteOperation<PricePayload>[], shop: ShopPricing): PricePayload[] =>
  operations.map(({ payload }) => payload).filter((payload) => isVatSeen(payload, shop));

/** The VAT of each price must be known where it is added. */
async function resolve(
  context: ConnectorContext,
  payloads: readonly PricePayload[],
): Promise<Map<string, ConnectorFailure>> {
  if (payloads.every(({ vatRatePercent }) => vatRatePercent !== null)) return new Map();
  const shop = await getShopPricing(context);
  return unknownVatRates(payloads.filter((payload) => isInclusive(payload, shop)));
}

async function write(
  context: ConnectorContext,
  operations: readonly WriteOperation<PricePayload>[],
): Promise<WriteOutcome[]> {
  const shop = await getShopPricing(context);
  const taxes = await taxesFor(context, vatSeen(operations, shop));
  const items = operations.map(({ payload, targetKey }): ProductWrite | WriteOutcome => {
    const target = targetOf(targetKey);
    if (!target) return { status: 'failed', failure: missingProduct(payload.sku) };
    if (payload.currency !== shop.currency) return wrongCurrency(payload, shop);
    if (isNegative(payload)) return negativePrice(payload);
    if (lacksVat(payload, shop)) return { status: 'failed', failure: missingVatRate(payload.sku) };
    const body = { regular_price: shopPrice(payload.amountExclVat, payload, shop), ...saleBody(payload, shop) };
    return { sku: payload.sku, target, body, answered: (product) => answeredBy(payload, product, { ...shop, taxes }) };
  });
  return writePresent(items, (writes) => writeProducts(context, writes));
}

function answeredBy(
  payload: PricePayload,
  product: WooRecord,
  shop: ShopPricing & { taxes: ShopTaxes },
): ReturnType<ProductWrite['answered']> {
  const { regular_price: price } = product;
  const { amountExclVat } = payload;
  const stored: TargetPayload = {
    ...(price !== undefined && { amountExclVat: amountNow(amountExclVat, price, { payload, shop }) }),
    ...saleNow(payload, product, shop),
  };
  const notes = isInclusive(payload, shop) ? addedVatNotes(payload) : [];
  const others = isVatSeen(payload, shop) ? otherVatNotes(payload, taxClassIn(product, shop.taxes)) : [];
  return { stored, issue: issueOf(payload, product, stored), notes: [...notes, ...others] };
}

function issueOf({ sku, saleExclVat }: PricePayload, { type }: WooRecord, stored: TargetPayload) {
  if (type === 'variable' || type === 'grouped') {
    const options = { field: 'amountExclVat', isOfRecord: true };
    return failure('value', 'woocommerce.price_of_parts', { sku }, options);
  }
  const isDropped = Boolean(saleExclVat) && stored['saleExclVat'] === '';
  const options = { field: 'saleExclVat', isOfRecord: true };
  return isDropped ? failure('value', 'woocommerce.sale_dropped', { sku }, options) : undefined;
}

/** In the payload's own terms: the very amount that it would become, or else the shop's without the VAT that the payload adds. */
function amountNow(
  amountExclVat: string,
  price: unknown,
  { payload, shop }: { payload: PricePayload; shop: ShopPricing },
): string | null {
  if (typeof price !== 'string' || !/^\d+(\.\d+)?$/.test(price)) return null;
  if (lacksVat(payload, shop)) return null;
  const isSame = amountExclVat !== '' && compareDecimals(shopPrice(amountExclVat, payload, shop), price) === 0;
  if (isSame) return amountExclVat;
  return trimDecimal(isInclusive(payload, shop) ? removeVat(price, vatRateOf(payload), 4) : price);
}

async function current(
  context: ConnectorContext,
  matches: readonly TargetRecord<PricePayload>[],
): Promise<Map<string, TargetPayload>> {
  const shop = await getShopPricing(context);
  return currentProducts(context, matches, {
    fields: 'regular_price,sale_price,date_on_sale_from,date_on_sale_to',
    payloadOf: (product, { payload }) => ({
      currency: shop.currency,
      ...(payload && {
        amountExclVat: amountNow(payload.amountExclVat, product['regular_price'], { payload, shop }),
        ...saleNow(payload, product, shop),
      }),
    }),
  });
}

function saleFields({ sale }: Price): Pick<PricePayload, 'saleExclVat' | 'saleFrom' | 'saleUntil'> {
  if (sale === undefined) return {};
  const { amountExclVat = '', from = '', until = '' } = sale ?? {};
  return { saleExclVat: amountExclVat, saleFrom: from, saleUntil: until };
}

/** Sets the regular price, and the offer where the source has them; else an offer that was made in the shop stays. */
export const priceWriter: EntityWriter<'price', PricePayload, PriceSettings> = {
  entity: 'price',
  settings: priceSettings,
  changes: 'create_and_update',
  batchSize: productsPerBatch,
  fromCanonical: (price, settings) => ({
    payload: {
      sku: price.sku,
      amountExclVat: price.amountExclVat,
      ...pricedBy(price.vatRatePercent, settings),
      currency: price.currency,
      vat: settings.shopPriceVat,
      decimals: settings.priceDecimals,
      ...saleFields(price),
    },
  }),
  naturalKey: (payload) => payload.sku,
  foldKey: foldSku,
  find: (context, skus) => findProducts(context, skus),
  current,
  resolve,
  write,
};
