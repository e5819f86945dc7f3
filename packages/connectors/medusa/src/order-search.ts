import { isMissed, type ConnectorContext, type TransactionSearch } from '@koppel/connector-sdk';
import { getList, type ListQuery } from './client.js';

/** What is searched for because it does not change its order; `payments` are refunds, too. */
export type Followed = 'refunds' | 'payments';

export function placedQuery(placedSince: Date | undefined): ListQuery {
  return placedSince ? { created_at: { $gte: placedSince.toISOString() } } : {};
}

const perSearch = 200;

interface Made {
  created_at: string;
}
interface TransactionsData {
  orders: {
    id: string;
    updated_at: string;
    payment_collections: { payments: { captures: Made[] | null; refunds: Made[] | null }[] | null }[] | null;
  }[];
}

/** The ids of orders with a new capture or refund. Newly placed ones come last, so that none moves while they are paged through. */
export async function* searchOrders(
  context: ConnectorContext,
  search: TransactionSearch,
  follows: Followed,
): AsyncGenerator<string[]> {
  const query = {
    ...placedQuery(search.placedSince),
    fields: `id,updated_at,${['captures.created_at', 'refunds.created_at'].map((name) => `payment_collections.payments.${name}`).join(',')}`,
    ...{ order: 'created_at', limit: perSearch },
  };
  for (let offset = 0; ; offset += perSearch) {
    const { orders } = await getList<TransactionsData>(context, 'orders', { ...query, offset });
    const found = orders.filter(({ updated_at: orderChangedAt, payment_collections: collections }) =>
      (collections ?? [])
        .flatMap(({ payments }) => payments ?? [])
        .flatMap(({ captures, refunds }) => [...(follows === 'payments' ? (captures ?? []) : []), ...(refunds ?? [])])
        .some(({ created_at: at }) => isMissed(search, { at, orderChangedAt })),
    );
    if (found.length > 0) yield found.map(({ id }) => id);
    if (orders.length < perSearch) return;
  }
}
