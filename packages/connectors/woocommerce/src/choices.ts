import type { ConnectorContext } from '@koppel/connector-sdk';
import type { Choice } from '@koppel/contracts';
import { getList, type WooRecord } from './client.js';

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
      { value, label: textOf(taxClass, 'name') || value, ...(value === 'standard' && { isProposed: true as const }) },
    ];
  });
}
