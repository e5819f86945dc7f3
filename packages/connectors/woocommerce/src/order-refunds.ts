import type { ConnectorContext } from '@koppel/connector-sdk';
import { getAll, isRecord, type WooRecord } from './client.js';

/** The ids of the refunds that an order lists. */
export function refundIdsOf({ refunds }: WooRecord): unknown[] {
  return Array.isArray(refunds) ? refunds.flatMap((refund) => (isRecord(refund) ? [refund['id']] : [])) : [];
}

/**
 * The refunds of an order, newest first, as the shop gives them; asked for only where the order lists some.
 *
 * @param fields their names, by commas
 */
export async function readRefunds(context: ConnectorContext, order: WooRecord, fields: string): Promise<WooRecord[]> {
  if (refundIdsOf(order).length === 0) return [];
  return getAll(context, `orders/${String(order['id'])}/refunds`, { _fields: fields });
}

/** The number of an order as people know it. */
export function shownNumberOf({ id, number }: WooRecord): string {
  return typeof number === 'string' && number !== '' ? number : String(id);
}
