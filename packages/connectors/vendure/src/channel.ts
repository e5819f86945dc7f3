import { compareDecimals, decimalFromNumber, type ConnectorContext } from '@koppel/connector-sdk';
import { admin } from './graphql.js';

/** What the connector needs to know of the shop, read once per run. */
export interface Channel {
  code: string;
  currency: string;
  currencies: string[];
  language: string;
  pricesIncludeTax: boolean;
  taxZone: { id: string; name: string } | undefined;
  /** Digits behind the point of the shop's whole-number amounts; 2 unless its developer chose otherwise. */
  precision: number;
  taxRates: { percent: string; categoryId: string; zoneId: string }[];
  stockLocations: { id: string; name: string }[];
}

interface ChannelData {
  activeChannel: {
    code: string;
    defaultCurrencyCode: string;
    availableCurrencyCodes: string[];
    defaultLanguageCode: string;
    pricesIncludeTax: boolean;
    defaultTaxZone: { id: string; name: string } | null;
  };
  globalSettings: { serverConfig: { moneyStrategyPrecision: number } };
}

interface CatalogData {
  taxRates: { items: { value: number; category: { id: string; isDefault: boolean }; zone: { id: string } }[] };
  stockLocations: { items: { id: string; name: string }[] };
}

const channelQuery = `query {
  activeChannel { code defaultCurrencyCode availableCurrencyCodes defaultLanguageCode pricesIncludeTax defaultTaxZone { id name } }
  globalSettings { serverConfig { moneyStrategyPrecision } }
}`;
/** Apart from the channel, because reading orders needs no permission for these. */
const catalogQuery = `query {
  taxRates(options: { filter: { enabled: { eq: true } }, sort: { id: ASC }, take: 100 }) { items { value category { id isDefault } zone { id } } }
  stockLocations(options: { sort: { id: ASC }, take: 100 }) { items { id name } }
}`;

/** Keeps one look-up per run, also when several ask at once; a failed one is asked again. */
export async function once<Value>(context: ConnectorContext, key: string, load: () => Promise<Value>): Promise<Value> {
  const held = context.cache.get(key) as Promise<Value> | undefined;
  if (held) return held;
  const loading = load();
  context.cache.set(key, loading);
  loading.catch(() => context.cache.delete(key));
  return loading;
}

export type ChannelBasics = Omit<Channel, 'taxRates' | 'stockLocations'>;

/** Currency, language and VAT of the connection's channel. */
export function loadChannelBasics(context: ConnectorContext): Promise<ChannelBasics> {
  return once(context, 'channel:basics', async () => {
    const { activeChannel, globalSettings } = await admin<ChannelData>(context, {
      query: channelQuery,
      isRepeatable: true,
    });
    return {
      code: activeChannel.code,
      currency: activeChannel.defaultCurrencyCode,
      currencies: activeChannel.availableCurrencyCodes,
      language: activeChannel.defaultLanguageCode,
      pricesIncludeTax: activeChannel.pricesIncludeTax,
      taxZone: activeChannel.defaultTaxZone ?? undefined,
      precision: globalSettings.serverConfig.moneyStrategyPrecision,
    };
  });
}

/** The channel with its tax rates and stock locations. */
export function loadChannel(context: ConnectorContext): Promise<Channel> {
  return once(context, 'channel:whole', async () => {
    const [basics, { taxRates, stockLocations }] = await Promise.all([
      loadChannelBasics(context),
      admin<CatalogData>(context, { query: catalogQuery, isRepeatable: true }),
    ]);
    // The default category first, so that it wins where two categories have the same rate.
    const rates = taxRates.items.toSorted(
      (left, right) => Number(right.category.isDefault) - Number(left.category.isDefault),
    );
    return {
      ...basics,
      taxRates: rates.map(({ value, category, zone }) => ({
        percent: decimalFromNumber(value),
        categoryId: category.id,
        zoneId: zone.id,
      })),
      stockLocations: stockLocations.items,
    };
  });
}

/** The tax category whose rate in the channel's own tax zone is this percentage. */
export function findTaxCategory(channel: Channel, vatRatePercent: string): string | undefined {
  return channel.taxRates.find(
    ({ percent, zoneId }) =>
      compareDecimals(percent, vatRatePercent) === 0 && (!channel.taxZone || zoneId === channel.taxZone.id),
  )?.categoryId;
}

/** The rate of a tax category in the channel's own tax zone. */
export function findTaxPercent(channel: Channel, categoryId: string): string | undefined {
  return channel.taxRates.find(
    (rate) => rate.categoryId === categoryId && (!channel.taxZone || rate.zoneId === channel.taxZone.id),
  )?.percent;
}
