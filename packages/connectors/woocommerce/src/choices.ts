import {
  maxChoices,
  vatNumberText,
  vatRateChoices,
  type ChargedRate,
  type ConnectorContext,
} from '@koppel/connector-sdk';
import type { Choice } from '@koppel/contracts';
import { getList, type WooRecord } from './client.js';
import { countryOfRate } from './order-lines.js';
import { listRates, standardClass } from './tax-classes.js';

function textOf(record: WooRecord, ...names: string[]): string {
  const texts = names.map((name) => record[name]).filter((value) => typeof value === 'string');
  return texts.map((text) => text.replace(/<[^>]*>/g, '').trim()).find((text) => text !== '') ?? '';
}

/** What the block check-out keeps of a buyer who has not ordered yet. */
const unfinished = 'checkout-draft';

/** The statuses that orders of this shop can have, with those that plug-ins add. */
export async function listOrderStatuses(context: ConnectorContext): Promise<Choice[]> {
  const statuses = await getList(context, 'reports/orders/totals', {});
  return statuses.flatMap((status) => {
    const value = textOf(status, 'slug');
    return value === '' || value === unfinished ? [] : [{ value, label: textOf(status, 'name') || value }];
  });
}

/** Payment methods, those in use first; a shop keeps many that it never switched on. */
export async function listPaymentMethods(context: ConnectorContext): Promise<Choice[]> {
  const gateways = await getList(context, 'payment_gateways', {});
  const isOff = ({ enabled }: WooRecord): boolean => enabled !== true;
  return gateways
    .toSorted((left, right) => Number(isOff(left)) - Number(isOff(right)))
    .flatMap((gateway) => {
      const value = textOf(gateway, 'id');
      if (value === '') return [];
      const hint = isOff(gateway) ? `${value}, switched off` : value;
      return [{ value, label: textOf(gateway, 'title', 'method_title') || value, hint }];
    });
}

export async function listTaxClasses(context: ConnectorContext): Promise<Choice[]> {
  const classes = await getList(context, 'taxes/classes', {});
  return classes.flatMap((taxClass) => {
    const value = textOf(taxClass, 'slug');
    if (value === '') return [];
    return [
      {
        value,
        label: textOf(taxClass, 'name') || value,
        ...(value === standardClass && { isProposed: true as const }),
      },
    ];
  });
}

/** The rates that the shop charges. One that comes on top of others is none by itself. */
export async function listVatRates(context: ConnectorContext): Promise<Choice[]> {
  const rates = await listRates(context);
  return vatRateChoices(rates.filter(({ compound }) => compound !== true).flatMap(rateOf));
}

function rateOf(record: WooRecord): ChargedRate[] {
  const ratePercent = textOf(record, 'rate');
  if (!/^\d+(\.\d+)?$/.test(ratePercent)) return [];
  const country = countryOfRate(textOf(record, 'country').toUpperCase(), textOf(record, 'state').toUpperCase());
  return [{ country, ratePercent, name: textOf(record, 'name') }];
}

/** The fields that plug-ins have filled on the last orders; a value is shown where it can be a VAT number. */
export async function listVatNumberFields(context: ConnectorContext): Promise<Choice[]> {
  const query = { per_page: 20, orderby: 'date', order: 'desc', _fields: 'id,meta_data' };
  const choices = new Map<string, Choice>();
  for (const { meta_data: metaData } of await getList(context, 'orders', query)) {
    for (const { key, value } of Array.isArray(metaData) ? (metaData as WooRecord[]) : []) {
      if (typeof key !== 'string' || key === '' || (typeof value !== 'string' && typeof value !== 'number')) continue;
      const hint = vatNumberText(value);
      if (hint !== undefined || !choices.has(key)) choices.set(key, { value: key, label: key, ...(hint && { hint }) });
    }
  }
  return [...choices.values()]
    .sort((left, right) => Number(left.hint === undefined) - Number(right.hint === undefined))
    .slice(0, maxChoices + 1);
}
