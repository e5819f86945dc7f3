import { creditNumberOf, orderPartReader, partKeyOf, refundsByAge, refundsFromSettings } from '@koppel/connector-sdk';
import { z } from 'zod';
import type { WooRecord } from './client.js';
import { toCanonicalCredit, type NativeCredit } from './credit-canonical.js';
import { readOrderPages, readOrders } from './order-pages.js';
import { readRefunds, refundIdsOf, shownNumberOf } from './order-refunds.js';
import type { OrderSettings } from './orders.js';

export const creditSettings = z.object(refundsFromSettings);
type OwnSettings = z.infer<typeof creditSettings>;
/** Its own, and those of the orders that the refunds are of. */
export type CreditSettings = OwnSettings & OrderSettings;

const keyOf = ({ id }: WooRecord, refundId: unknown): string => partKeyOf(String(id), String(refundId));

const refundFields = 'id,date_created_gmt,amount,reason,line_items,shipping_lines,fee_lines,tax_lines';

/** Reads what a shop gave back of its orders. A refund is a change of its order: those of the orders that changed are read again. */
export const creditReader = orderPartReader<'credit', WooRecord, NativeCredit, OwnSettings, OrderSettings>({
  entity: 'credit',
  settings: creditSettings,
  takenByAge: refundsByAge,
  readPages: readOrderPages,
  readOrders,
  partsOf: async (context, order) => {
    const refunds = await readRefunds(context, order, refundFields);
    return refunds.map(({ id }) => ({
      key: keyOf(order, id),
      naturalKey: creditNumberOf(shownNumberOf(order), String(id)),
      native: { order, refunds, refundId: Number(id) },
    }));
  },
  orderKeyOf: ({ order }) => String(order['id']),
  existing: async (context, orderKeys) => {
    const orders = await readOrders(context, orderKeys, 'id,status,refunds');
    return orders.flatMap((order) =>
      order['status'] === 'trash' ? [] : refundIdsOf(order).map((id) => keyOf(order, id)),
    );
  },
  toCanonical: toCanonicalCredit,
});
