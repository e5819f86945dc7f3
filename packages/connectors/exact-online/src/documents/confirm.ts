import {
  compareDecimals,
  nameIdentity,
  normalVatNumber,
  type ConnectorContext,
  type ConnectorFailure,
  type FoundRecord,
} from '@koppel/connector-sdk';
import { loadAccounts, type Account } from '../accounts.js';
import { ExactClient } from '../client.js';
import type { OrderPayload } from '../order-payload.js';
import type { BookedDocument, DocumentKind } from './document.js';
import { referenceTaken } from './reference-taken.js';

interface Candidate {
  naturalKey: string;
  document: BookedDocument;
  payload: OrderPayload;
}

/**
 * A reference may stand on a document of somebody else: it is ours only if total, currency, day and buyer are. Accounts are asked
 * only where a document does not name its buyer, many in one call.
 */
export async function confirmDocuments(
  context: ConnectorContext,
  kind: DocumentKind,
  found: readonly FoundRecord<OrderPayload>[],
): Promise<Map<string, ConnectorFailure>> {
  const documents = await kind.read(
    context,
    found.map(({ targetKey }) => targetKey),
  );
  const others: Candidate[] = [];
  const unclear: Candidate[] = [];
  for (const { naturalKey, targetKey, payload } of found) {
    const document = documents.get(targetKey);
    if (!document) continue;
    if (!(await isSameReceipt(context, kind, { document, payload }))) others.push({ naturalKey, document, payload });
    else if (!namesBuyer(document, payload)) unclear.push({ naturalKey, document, payload });
  }
  const accounts = await loadAccounts(
    context,
    unclear.flatMap(({ document }) => document.accountId ?? []),
  );
  others.push(...unclear.filter(({ document, payload }) => !isBuyers(accounts.get(document.accountId ?? ''), payload)));
  return new Map(
    others.map(({ naturalKey, document }) => [naturalKey, referenceTaken(naturalKey, kind.type, document)]),
  );
}

async function isSameReceipt(
  context: ConnectorContext,
  kind: DocumentKind,
  { document, payload }: { document: BookedDocument; payload: OrderPayload },
): Promise<boolean> {
  const { totals, currency, placedAt } = payload;
  if (compareDecimals(document.total, totals.inclVat) !== 0 || document.currency !== currency) return false;
  return kind.isDayOf(context, document.day, new ExactClient(context).today(new Date(placedAt)));
}

/** By the name of its account, or in the remarks, where a document under another account says who bought. */
function namesBuyer({ buyerName, remarks }: BookedDocument, { buyer }: OrderPayload): boolean {
  const name = nameIdentity(buyerName);
  const isNamed = [buyer.name, buyer.person].some((each) => each !== null && nameIdentity(each) === name);
  return isNamed || remarks.includes(buyer.name);
}

/** An account that cannot be read tells nothing against it. */
function isBuyers(account: Account | undefined, payload: OrderPayload): boolean {
  if (!account || account.code === payload.debtorCode) return true;
  const vatNumber = normalVatNumber(payload.vatNumber ?? undefined, payload.buyerCountry ?? undefined);
  const isSameCompany = vatNumber !== undefined && account.vatNumber === vatNumber;
  return isSameCompany || (account.email !== null && account.email === payload.buyer.email);
}
