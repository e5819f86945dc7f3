import {
  placedFrom,
  refundedFrom,
  refundsFromSettings,
  type ConnectorContext,
  type EntityReader,
  type ReadOptions,
  type SourcePage,
  type SourceRecord,
} from '@koppel/connector-sdk';
import { z } from 'zod';
import { getPage, isRecord, type WooRecord } from './client.js';
import { toCanonicalCredit, type NativeCredit } from './credit-canonical.js';
import { readOrderPages, readOrders } from './order-pages.js';
import type { OrderSettings } from './orders.js';

export const creditSettings = z.object(refundsFromSettings);
type OwnSettings = z.infer<typeof creditSettings>;
/** Its own, and those of the orders that the refunds are of. */
export type CreditSettings = OwnSettings & OrderSettings;

/** A refund is a change of its order: those of the orders that changed are read again. */
async function* read(
  context: ConnectorContext,
  { cursor, settings, pageSize, enabledAt, origin }: ReadOptions<CreditSettings>,
): AsyncGenerator<SourcePage<NativeCredit>> {
  const changedFrom = refundedFrom(settings, { enabledAt, ...(origin && { origin }) });
  const placedSince = placedFrom(settings, origin ?? { enabledAt });
  for await (const page of readOrderPages(context, { cursor, changedFrom, placedSince, pageSize }))
    yield { records: await creditsOf(context, page.orders), cursor: page.cursor };
}

async function creditsOf(
  context: ConnectorContext,
  orders: readonly WooRecord[],
): Promise<SourceRecord<NativeCredit>[]> {
  const refunded = orders.filter((order) => refundIdsOf(order).length > 0);
  const credits = await Promise.all(refunded.map(async (order) => recordsOf(order, await readRefunds(context, order))));
  return credits.flat();
}

/** Newest first, as the shop gives them. */
async function readRefunds(context: ConnectorContext, { id }: WooRecord): Promise<WooRecord[]> {
  const refunds: WooRecord[] = [];
  for (let page = 1; ; page += 1) {
    const query = { page, per_page: maxPerPage, _fields: fields };
    const { records } = await getPage(context, `orders/${String(id)}/refunds`, query);
    refunds.push(...records);
    if (records.length < maxPerPage) return refunds;
  }
}

const maxPerPage = 100;
const fields = 'id,date_created_gmt,amount,reason,line_items,shipping_lines,fee_lines,tax_lines';

function recordsOf(order: WooRecord, refunds: WooRecord[]): SourceRecord<NativeCredit>[] {
  return refunds.map(({ id }) => ({
    key: keyOf(order, id),
    naturalKey: `${String(order['number'] ?? order['id'])}-R${String(id)}`,
    native: { order, refunds, refundId: Number(id) },
  }));
}

function keyOf(order: WooRecord, refundId: unknown): string {
  return `${String(order['id'])}:${String(refundId)}`;
}

function refundIdsOf({ refunds }: WooRecord): unknown[] {
  return Array.isArray(refunds) ? refunds.flatMap((refund) => (isRecord(refund) ? [refund['id']] : [])) : [];
}

function orderIdsOf(keys: readonly string[]): string[] {
  return [...new Set(keys.map((key) => key.split(':')[0] ?? ''))];
}

/** Reads what a shop gave back of its orders. */
export const creditReader: EntityReader<'credit', NativeCredit, OwnSettings, OrderSettings> = {
  entity: 'credit',
  inherits: 'order',
  settings: creditSettings,
  read,
  readByKeys: async (context, { keys }) => {
    const wanted = new Set(keys);
    const credits = await creditsOf(context, await readOrders(context, orderIdsOf(keys)));
    return credits.filter(({ key }) => wanted.has(key));
  },
  existing: async (context, { keys }) => {
    const orders = await readOrders(context, orderIdsOf(keys), 'id,status,refunds');
    return new Set(
      orders.flatMap((order) => (order['status'] === 'trash' ? [] : refundIdsOf(order).map((id) => keyOf(order, id)))),
    );
  },
  toCanonical: toCanonicalCredit,
};
