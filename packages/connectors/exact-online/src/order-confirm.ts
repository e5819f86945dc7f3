import {
  compareDecimals,
  nameIdentity,
  normalVatNumber,
  type ConnectorContext,
  type ConnectorFailure,
  type TargetRecord,
} from '@koppel/connector-sdk';
import { loadAccounts, type Account } from './accounts.js';
import { ExactClient } from './client.js';
import { decimalOf, epochMsOf, guidLiteral, orFilters, textOf, type Row } from './odata.js';
import type { OrderPayload } from './order-payload.js';
import { failure } from './reasons.js';

const salesOrders = 'salesorder/SalesOrders';
const select = 'OrderID,OrderNumber,OrderedBy,OrderedByName,OrderDate,AmountFC,Currency,Remarks';

type Found = Required<TargetRecord<OrderPayload>>;

/**
 * A reference may stand on an order of somebody else: it is ours only if total, currency, day and buyer are. Accounts are asked
 * only where an order does not name its buyer, many in one call.
 */
export async function confirmOrders(
  context: ConnectorContext,
  found: readonly Found[],
): Promise<Map<string, ConnectorFailure>> {
  const rows = await loadOrders(context, found);
  const matched = found.flatMap((each) => {
    const row = rows.get(each.targetKey);
    return row ? [{ ...each, row }] : [];
  });
  const unclear = matched.filter(
    ({ row, payload }) => isSameReceipt(context, row, payload) && !namesBuyer(row, payload),
  );
  const accounts = await loadAccounts(
    context,
    unclear.flatMap(({ row }) => textOf(row.OrderedBy) ?? []),
  );
  const others = matched.filter(
    ({ row, payload }) =>
      !isSameReceipt(context, row, payload) ||
      (!namesBuyer(row, payload) && !isBuyers(accounts.get(textOf(row.OrderedBy) ?? ''), payload)),
  );
  return new Map(others.map(({ naturalKey, row }) => [naturalKey, referenceTaken(naturalKey, row)]));
}

async function loadOrders(context: ConnectorContext, found: readonly Found[]): Promise<Map<string | undefined, Row>> {
  const rows = new Map<string | undefined, Row>();
  for (const filter of orFilters(found.map(({ targetKey }) => `OrderID eq ${guidLiteral(targetKey)}`))) {
    for (const row of await new ExactClient(context).allRows(salesOrders, { select, filter }))
      rows.set(textOf(row.OrderID), row);
  }
  return rows;
}

function dayOf(row: Row): string {
  return new Date(epochMsOf(row.OrderDate) ?? 0).toISOString().slice(0, 10);
}

function isSameReceipt(context: ConnectorContext, row: Row, { totals, currency, placedAt }: OrderPayload): boolean {
  return (
    compareDecimals(decimalOf(row.AmountFC) ?? '0', totals.inclVat) === 0 &&
    textOf(row.Currency) === currency &&
    dayOf(row) === new ExactClient(context).today(new Date(placedAt))
  );
}

/** By the name of its account, or in the remarks, where an order under another account says who bought. */
function namesBuyer(row: Row, { buyer }: OrderPayload): boolean {
  const name = nameIdentity(textOf(row.OrderedByName));
  const isNamed = [buyer.name, buyer.person].some((each) => each !== null && nameIdentity(each) === name);
  return isNamed || (textOf(row.Remarks) ?? '').includes(buyer.name);
}

/** An account that cannot be read tells nothing against it. */
function isBuyers(account: Account | undefined, payload: OrderPayload): boolean {
  if (!account || account.code === payload.debtorCode) return true;
  const vatNumber = normalVatNumber(payload.vatNumber ?? undefined, payload.buyerCountry ?? undefined);
  const isSameCompany = vatNumber !== undefined && account.vatNumber === vatNumber;
  return isSameCompany || (account.email !== null && account.email === payload.buyer.email);
}

function referenceTaken(reference: string, row: Row): ConnectorFailure {
  const params = {
    reference,
    number: Number(row.OrderNumber),
    name: textOf(row.OrderedByName) ?? '-',
    total: decimalOf(row.AmountFC) ?? '0',
    currency: textOf(row.Currency) ?? '',
    date: dayOf(row),
  };
  return failure('duplicate', 'exact_online.reference_taken', params, { field: 'referencePrefix' });
}
