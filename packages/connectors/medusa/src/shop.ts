import { compareDecimals, decimalFromNumber, once, trimDecimal, type ConnectorContext } from '@koppel/connector-sdk';
import { getList } from './client.js';
import { failure } from './reasons.js';

/** What the connector needs to know of the shop. Taxes are read here and written nowhere. */
export interface Shop {
  currency: string;
  currencies: string[];
  salesChannelId: string | undefined;
  locations: StockLocation[];
  /** Of currencies in upper case whose prices include tax. */
  taxInclusiveCurrencies: ReadonlySet<string>;
}

export interface StockLocation {
  id: string;
  name: string;
  country: string | undefined;
}

interface StoreData {
  stores: {
    default_sales_channel_id: string | null;
    default_location_id: string | null;
    supported_currencies: { currency_code: string; is_default: boolean }[];
  }[];
}

interface PreferenceData {
  price_preferences: { attribute: string; value: string; is_tax_inclusive: boolean }[];
}

interface LocationData {
  stock_locations: { id: string; name: string; address?: { country_code?: string | null } | null }[];
}

/** Currencies, sales channel, stock locations (the shop's own default first) and where prices include tax. */
export async function readShop(context: ConnectorContext): Promise<Shop> {
  const [{ stores }, { stock_locations: locations }, { price_preferences: preferences }] = await Promise.all([
    getList<StoreData>(context, 'stores', {
      fields: 'id,name,default_sales_channel_id,default_location_id,*supported_currencies',
      limit: 1,
    }),
    getList<LocationData>(context, 'stock-locations', {
      ...{ fields: 'id,name,address.country_code', limit: 200, order: 'created_at' },
    }),
    getList<PreferenceData>(context, 'price-preferences', { limit: 200 }),
  ]);
  const [store] = stores;
  const currencies = store?.supported_currencies ?? [];
  const main = currencies.find(({ is_default: isDefault }) => isDefault) ?? currencies[0];
  if (!store || !main) throw failure('value', 'medusa.no_currency');
  const isMain = ({ id }: StockLocation) => id === store.default_location_id;
  return {
    currency: main.currency_code.toUpperCase(),
    currencies: currencies.map(({ currency_code: code }) => code.toUpperCase()),
    salesChannelId: store.default_sales_channel_id ?? undefined,
    locations: locations
      .map(({ id, name, address }) => ({ id, name, country: address?.country_code?.toUpperCase() || undefined }))
      .sort((left, right) => Number(isMain(right)) - Number(isMain(left))),
    taxInclusiveCurrencies: new Set(
      preferences
        .filter(({ attribute, is_tax_inclusive: isInclusive }) => attribute === 'currency_code' && isInclusive)
        .map(({ value }) => value.toUpperCase()),
    ),
  };
}

/** The same, read once per run. */
export function loadShop(context: ConnectorContext): Promise<Shop> {
  return once(context, 'shop', () => readShop(context));
}

/** The profile that a new product ships by; without one a shop cannot check it out. */
export function loadShippingProfileId(context: ConnectorContext): Promise<string | undefined> {
  return once(context, 'shop:shipping-profile', async () => {
    const { shipping_profiles: profiles } = await getList<{ shipping_profiles: { id: string; type: string }[] }>(
      context,
      'shipping-profiles',
      { fields: 'id,type', limit: 50, order: 'created_at' },
    );
    return (profiles.find(({ type }) => type === 'default') ?? profiles[0])?.id;
  });
}

/** The rates of VAT in one country: the ordinary one, and those of product types. */
export interface TaxRates {
  country: string;
  defaultPercent: string | undefined;
  byProductType: { typeId: string; percent: string }[];
}

interface RateData {
  tax_rates: {
    rate: number | null;
    is_default: boolean;
    tax_region: { country_code: string | null; province_code: string | null } | null;
    rules: { reference: string; reference_id: string }[] | null;
  }[];
}

/** @param country upper case, or empty for the country of the shop's first stock location */
export function loadTaxRates(context: ConnectorContext, country: string): Promise<TaxRates> {
  return once(context, `shop:tax:${country}`, async () => {
    const here = country || (await loadShop(context)).locations.find((location) => location.country)?.country;
    if (!here) throw failure('value', 'medusa.tax_country_unknown', {}, { field: 'taxCountry' });
    const fields =
      'id,rate,is_default,tax_region.country_code,tax_region.province_code,rules.reference,rules.reference_id';
    const { tax_rates: all } = await getList<RateData>(context, 'tax-rates', { fields, limit: 1000 });
    const rates = all.filter(
      ({ tax_region: region }) => region?.country_code?.toUpperCase() === here && !region.province_code,
    );
    const percentOf = (rate: number | null) => trimDecimal(decimalFromNumber(rate ?? 0));
    const main = rates.find(({ is_default: isDefault }) => isDefault);
    return {
      country: here,
      defaultPercent: main && percentOf(main.rate),
      byProductType: rates.flatMap(({ rate, rules }) =>
        (rules ?? [])
          .filter(({ reference }) => reference === 'product_type')
          .map(({ reference_id: typeId }) => ({ typeId, percent: percentOf(rate) })),
      ),
    };
  });
}

/** The product type that gives an article this rate: null where the ordinary rate does, undefined where the shop has no such rate. */
export function productTypeFor(rates: TaxRates, percent: string): string | null | undefined {
  if (rates.defaultPercent !== undefined && compareDecimals(rates.defaultPercent, percent) === 0) return null;
  return rates.byProductType.find((rate) => compareDecimals(rate.percent, percent) === 0)?.typeId;
}

/** The rate that an article of this product type has. */
export function percentOf(rates: TaxRates, typeId: string | null): string | undefined {
  return rates.byProductType.find((rate) => rate.typeId === typeId)?.percent ?? rates.defaultPercent;
}
