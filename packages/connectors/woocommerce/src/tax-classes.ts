import {
  addDecimals,
  checkTaxClasses,
  divideDecimals,
  multiplyDecimals,
  once,
  proposeTaxClasses,
  taxClassNow,
  taxClassOf,
  trimDecimal,
  uncertainTaxClasses,
  type ConnectorContext,
  type ConnectorFailure,
  type SettingsFindings,
  type TargetPayload,
  type TaxClass,
  type TaxClassFailures,
  type TaxClassSource,
  type TaxClassTable,
  type TaxedPayload,
} from '@koppel/connector-sdk';
import type { Choice, Decimal, Proposal } from '@koppel/contracts';
import { getAll, getList, type WooRecord } from './client.js';
import { failure } from './reasons.js';
import { getShopSettings } from './shop-settings.js';

/** How the shop taxes what it sells at home. */
export interface ShopTaxes extends TaxClassSource {
  country: string;
  /** False: it calculates no taxes, so that the class of a product does nothing. */
  areCalculated: boolean;
}

/** What `tax_class` of a product is, empty for the standard one; the list of classes has a name for that. */
export const standardClass = 'standard';

/** Asked once per run, in three calls where the shop has no more than a hundred rates. */
function loadShopTaxes(context: ConnectorContext): Promise<ShopTaxes> {
  return once(context, 'tax:shop-taxes', () => askShop(context));
}

async function askShop(context: ConnectorContext): Promise<ShopTaxes> {
  const settings = await getShopSettings(context, 'general', ['default_country', 'calc_taxes']);
  const [country = '', state = ''] = settings.default_country.toUpperCase().split(':');
  const failureOf = failuresAt(country);
  if (settings.calc_taxes !== 'yes') return { country, areCalculated: false, classes: [], failureOf };
  const [classes, rates] = await Promise.all([getList(context, 'taxes/classes', {}), listRates(context)]);
  const home = { country, state };
  return { country, areCalculated: true, classes: classes.flatMap((each) => classOf(each, rates, home)), failureOf };
}

/** All rates of the tables under WooCommerce > Settings > Tax. */
export function listRates(context: ConnectorContext): Promise<WooRecord[]> {
  return getAll(context, 'taxes', { orderby: 'id' });
}

interface Home {
  country: string;
  state: string;
}

function classOf(record: WooRecord, rates: readonly WooRecord[], home: Home): TaxClass[] {
  const { slug, name } = record;
  if (typeof slug !== 'string' || slug === '') return [];
  const ratePercent = rateAt(
    home,
    rates.filter((rate) => rate['class'] === slug),
  );
  const label = typeof name === 'string' && name.trim() !== '' ? name.trim() : slug;
  const isDefault = slug === standardClass;
  return [{ id: slug, name: label, ratePercents: ratePercent === undefined ? [] : [ratePercent], isDefault }];
}

/** What the shop finds: one rate of each priority, the most specific one. Rates for a part of a country by postcode or city are left out. */
function rateAt({ country, state }: Home, rates: readonly WooRecord[]): Decimal | undefined {
  const isOf = (rate: WooRecord) =>
    ['', country].includes(textOf(rate, 'country')) && ['', state].includes(textOf(rate, 'state'));
  const byPriority = new Map<number, WooRecord>();
  for (const rate of rates.filter((each) => isOf(each) && isOfWholeRegion(each))) {
    const priority = Number(rate['priority']);
    const other = byPriority.get(priority);
    if (!other || precision(rate) > precision(other)) byPriority.set(priority, rate);
  }
  if (byPriority.size === 0) return undefined;
  const found = [...byPriority.values()];
  const isCompound = ({ compound }: WooRecord) => compound === true;
  const plain = addDecimals('0', ...found.filter((rate) => !isCompound(rate)).map(percentOf));
  const onTop = found.filter(isCompound).map(percentOf);
  return trimDecimal(onTop.reduce(compounded, plain));
}

function isOfWholeRegion(rate: WooRecord): boolean {
  const isEmpty = (list: WooRecord[string] | undefined) => !Array.isArray(list) || list.length === 0;
  return isEmpty(rate['postcodes']) && isEmpty(rate['cities']) && /^\d+(\.\d+)?$/.test(String(rate['rate']));
}

function precision(rate: WooRecord): number {
  return Number(textOf(rate, 'country') !== '') * 2 + Number(textOf(rate, 'state') !== '');
}

function percentOf({ rate }: WooRecord): Decimal {
  return String(rate);
}

/** A rate that is charged on the price with the other taxes in it. */
function compounded(total: Decimal, rate: Decimal): Decimal {
  return addDecimals(total, divideDecimals(multiplyDecimals(rate, addDecimals('100', total)), '100', 6));
}

function textOf(record: WooRecord, name: string): string {
  const value = record[name];
  return typeof value === 'string' ? value.trim().toUpperCase() : '';
}

const codes = {
  missing: 'woocommerce.tax_rate_missing',
  several: 'woocommerce.tax_rate_several',
  unknown: 'woocommerce.tax_rate_entry_unknown',
  other_rate: 'woocommerce.tax_rate_entry_other',
  twice: 'woocommerce.tax_rate_entry_twice',
} as const;

function failuresAt(country: string): TaxClassFailures {
  return (fault, params, options) =>
    failure('missing_reference', codes[fault], { ...params, country: country || '-' }, options);
}

/** The rows that the tax classes of the shop can have for what articles are sold at. */
export async function proposeShopTaxClasses(context: ConnectorContext, rates: readonly Choice[]): Promise<Proposal> {
  const taxes = await loadShopTaxes(context);
  return taxes.areCalculated ? proposeTaxClasses(rates, taxes) : { rows: [], gaps: [] };
}

const noTaxes: ShopTaxes = { country: '', areCalculated: false, classes: [], failureOf: failuresAt('') };

/** The taxes of the shop where one of these products has a known rate; else it is not asked. */
export async function taxesFor(
  context: ConnectorContext,
  payloads: readonly Pick<TaxedPayload, 'vatRatePercent'>[],
): Promise<ShopTaxes> {
  return payloads.some(({ vatRatePercent }) => vatRatePercent !== null) ? loadShopTaxes(context) : noTaxes;
}

/** The `resolve` of products: a failure for each whose tax class a person must choose. */
export async function resolveTaxClasses(
  context: ConnectorContext,
  payloads: readonly TaxedPayload[],
): Promise<Map<string, ConnectorFailure>> {
  const taxes = await taxesFor(context, payloads);
  return taxes.areCalculated ? uncertainTaxClasses(payloads, taxes) : new Map<string, ConnectorFailure>();
}

/** What is sent as `tax_class`; undefined where it stays the shop's choice. @throws ConnectorFailure where it is not certain */
export function taxSlugOf(payload: TaxedPayload, taxes: ShopTaxes): string | undefined {
  const taxClass = taxes.areCalculated ? taxClassOf(payload, taxes) : undefined;
  return taxClass?.id === standardClass ? '' : taxClass?.id;
}

/** What the class of a product says, in terms of the payload. */
export function taxNow(payload: TaxedPayload, { tax_class: slug }: WooRecord, taxes: ShopTaxes): TargetPayload {
  if (!taxes.areCalculated || typeof slug !== 'string') return {};
  return taxClassNow(payload, slug || standardClass, taxes);
}

/** The class of a product, with what it charges for that product. */
export function taxClassIn(
  { tax_class: slug, tax_status: status }: WooRecord,
  { classes }: ShopTaxes,
): TaxClass | undefined {
  if (typeof slug !== 'string') return undefined;
  const found = classes.find(({ id }) => id === (slug || standardClass));
  const isTaxed = status === undefined || status === 'taxable';
  return found && !isTaxed ? { ...found, ratePercents: [] } : found;
}

/** The table compared with the shop, where it calculates taxes. */
export async function checkShopTaxClasses(context: ConnectorContext, table: TaxClassTable): Promise<SettingsFindings> {
  if (Object.keys(table).length === 0) return { problems: [] };
  const taxes = await loadShopTaxes(context);
  return taxes.areCalculated ? checkTaxClasses(table, taxes) : { problems: [] };
}
