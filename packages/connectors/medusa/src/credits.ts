import {
  placedFrom,
  refundsFromSettings,
  type ConnectorContext,
  type EntityReader,
  type ReadOptions,
  type SourcePage,
  type SourceRecord,
} from '@koppel/connector-sdk';
import { z } from 'zod';
import { refundsOf } from './charged.js';
import { creditNumberOf, creditToCanonical, type NativeCredit } from './credit-canonical.js';
import { asUsed, type NativeOrder } from './native-order.js';
import { numberOf } from './order-canonical.js';
import { readOrderPages, readOrders } from './order-pages.js';
import type { OrderSettings } from './orders.js';

export const creditSettings = z.object(refundsFromSettings);
type OwnSettings = z.infer<typeof creditSettings>;
/** Its own, and those of the orders that the refunds are of. */
export type CreditSettings = OwnSettings & OrderSettings;

async function* read(
  context: ConnectorContext,
  { cursor, settings, pageSize, enabledAt, origin }: ReadOptions<CreditSettings>,
): AsyncGenerator<SourcePage<NativeCredit>> {
  const selection = { cursor, placedSince: placedFrom(settings, origin ?? { enabledAt }) };
  for await (const page of readOrderPages(context, { ...selection, pageSize, followsRefunds: true }))
    yield { records: page.orders.flatMap(recordsOf), cursor: page.cursor };
}

function recordsOf(native: NativeOrder): SourceRecord<NativeCredit>[] {
  const order = asUsed(native);
  return refundsOf(order).map(({ id }) => ({
    key: `${order.id}:${id}`,
    naturalKey: creditNumberOf(numberOf(order), id),
    native: { order, refundId: id },
  }));
}

/** Reads what a shop gave back of payments of its orders. */
export const creditReader: EntityReader<'credit', NativeCredit, OwnSettings, OrderSettings> = {
  entity: 'credit',
  inherits: 'order',
  settings: creditSettings,
  read,
  readByKeys: async (context, { keys }) => {
    const wanted = new Set(keys);
    const ids = [...new Set(keys.map((key) => key.split(':')[0] ?? ''))];
    return (await readOrders(context, ids)).flatMap(recordsOf).filter(({ key }) => wanted.has(key));
  },
  toCanonical: creditToCanonical,
};
