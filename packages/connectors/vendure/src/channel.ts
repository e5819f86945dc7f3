import { decimalFromNumber, once, type ConnectorContext, type TaxClass } from '@koppel/connector-sdk';
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
  /** The tax categories, with their rates in the default tax zone; in every zone where there is no such. */
  taxClasses: TaxClass[];
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
  taxCategories: { items: { id: string; name: string; isDefault: boolean }[] };
  taxRates: { items: { value: number; category: { id: string }; zone: { id: string } }[] };
  stockLocations: { items: { id: string; name: string }[] };
}

const channelQuery = `query {
  activeChannel { code defaultCurrencyCode availableCurrencyCodes defaultLanguageCode pricesIncludeTax defaultTaxZone { id name } }
  globalSettings { serverConfig { moneyStrategyPrecision } }
}`;
/** Apart from the channel, because reading orders needs no permission for these. */
const catalogQuery = `query {
  taxRates(options: { filter: { enabled: { eq: true } }, sort: { id: ASC }, take: 500 }) { items { value category { id } zone { id } } }
  taxCategories(options: { sort: { id: ASC }, take: 500 }) { items { id name isDefault } }
  stockLocations(options: { sort: { id: ASC }, take: 100 }) { items { id name } }
}`;

export type ChannelBasics = Omit<Channel, 'taxClasses' | 'stockLocations'>;

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

/** The channel with its tax categories and stock locations. */
export function loadChannel(context: ConnectorContext): Promise<Channel> {
  return once(context, 'channel:whole', async () => {
    const [basics, { stockLocations, ...taxes }] = await Promise.all([
      loadChannelBasics(context),
      admin<CatalogData>(context, { query: catalogQuery, isRepeatable: true }),
    ]);
    return { ...basics, taxClasses: taxClassesOf(taxes, basics), stockLocations: stockLocations.items };
  });
}

function taxClassesOf(
  { taxCategories, taxRates }: Pick<CatalogData, 'taxCategories' | 'taxRates'>,
  { taxZone }: Pick<Channel, 'taxZone'>,
): TaxClass[] {
  const rates = taxRates.items.filter(({ zone }) => !taxZone || zone.id === taxZone.id);
  return taxCategories.items.map(({ id, name, isDefault }) => {
    const ofCategory = rates.filter(({ category }) => category.id === id);
    return { id, name, isDefault, ratePercents: ofCategory.map(({ value }) => decimalFromNumber(value)) };
  });
}
