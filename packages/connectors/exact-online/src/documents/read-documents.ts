import type { ConnectorContext, TargetMatch } from '@koppel/connector-sdk';
import type { Decimal } from '@koppel/contracts';
import { ExactClient } from '../client.js';
import { isReversing, reversalOf } from '../life-settings.js';
import { dayOf, decimalOf, guidLiteral, orFilters, textLiteral, textOf, type Row } from '../odata.js';
import type { OrderSettings } from '../order-settings.js';
import type { BookedDocument } from './document.js';
import type { DocumentShape } from './document-shape.js';
import { recordDocument, writtenAmount } from './record-document.js';

interface ReferencedRow {
  reference: string;
  key: string;
  row: Row;
}

export function matchOf({ type, numberOf }: DocumentShape, { key: targetKey, row }: ReferencedRow): TargetMatch {
  const stated = { number: numberOf(row), total: amountOf(row), currency: textOf(row.Currency) ?? '' };
  return { targetKey, document: recordDocument(type, stated) };
}

/** Rows with these references, the oldest first. */
async function rowsWith(
  context: ConnectorContext,
  { endpoint, keyColumn, columns, numberOf, referenceColumn }: DocumentShape,
  { references, settings }: { references: readonly string[]; settings: OrderSettings },
): Promise<ReferencedRow[]> {
  const column = referenceColumn(settings);
  const select = [keyColumn, column, ...columns.others, 'AmountFC', 'Currency'].join(',');
  const wanted = new Set(references);
  const rows: Row[] = [];
  for (const filter of orFilters([...wanted].map((reference) => `${column} eq ${textLiteral(reference)}`)))
    rows.push(...(await new ExactClient(context).allRows(endpoint, { select, filter })));
  return rows
    .sort((left, right) => numberOf(left) - numberOf(right))
    .flatMap((row) => {
      const [reference, key] = [textOf(row[column]), textOf(row[keyColumn])];
      // Filters do not tell capitals apart.
      return reference !== undefined && key !== undefined && wanted.has(reference) ? [{ reference, key, row }] : [];
    });
}

/** What stands in the books under a reference. */
export interface StandingRows {
  /** The documents that no credit takes back, the oldest first. */
  rows: readonly ReferencedRow[];
  /** How many credits take documents back. */
  reversals: number;
}

/** Of these references; absent where there is nothing. */
export async function findStanding(
  context: ConnectorContext,
  shape: DocumentShape,
  { references, settings }: { references: readonly string[]; settings: OrderSettings },
): Promise<Map<string, StandingRows>> {
  const first = isReversing(settings) ? references.flatMap((each) => [each, reversalOf(each, 1)]) : references;
  const finished = async (wanted: readonly string[]) =>
    (await rowsWith(context, shape, { references: wanted, settings })).filter(
      ({ row }) => !isBegun(shape, row, settings),
    );
  const rows = await finished(first);
  const rowsOf = (reference: string) => rows.filter((row) => row.reference === reference);
  const standing = new Map<string, StandingRows>();
  for (const reference of references) {
    let reversals = 0;
    while (isReversing(settings) && rowsOf(reversalOf(reference, reversals + 1)).length > 0) {
      reversals += 1;
      rows.push(...(await finished([reversalOf(reference, reversals + 1)])));
    }
    const documents = rowsOf(reference);
    if (documents.length > 0) standing.set(reference, { rows: documents.slice(reversals), reversals });
  }
  return standing;
}

/** Documents with these references that were begun and not finished, the oldest of each. */
export async function findBegunRows(
  context: ConnectorContext,
  shape: DocumentShape,
  { references, settings }: { references: readonly string[]; settings: OrderSettings },
): Promise<Map<string, ReferencedRow>> {
  if (!shape.finish?.isWanted(settings)) return new Map();
  const rows = await rowsWith(context, shape, { references, settings });
  const begun = rows.filter(({ row }) => isBegun(shape, row, settings));
  return new Map(begun.toReversed().map((found) => [found.reference, found]));
}

function isBegun({ finish }: DocumentShape, row: Row, settings: OrderSettings): boolean {
  return finish?.isWanted(settings) === true && !finish.isDone(row);
}

function amountOf({ AmountFC, Currency }: Row): Decimal {
  return writtenAmount(decimalOf(AmountFC) ?? '0', textOf(Currency) ?? '');
}

export async function readDocuments(
  context: ConnectorContext,
  shape: DocumentShape,
  keys: readonly string[],
): Promise<Map<string, BookedDocument>> {
  const { endpoint, keyColumn, columns, numberOf, recipients } = shape;
  const { account, debtor = account, buyerName, day, remarks = [] } = columns;
  const select = [
    ...new Set([keyColumn, account, debtor, buyerName, day, remarks, recipients?.address ?? []].flat()),
    ...[...columns.others, 'AmountFC', 'Currency'],
  ].join(',');
  const documents = new Map<string, BookedDocument>();
  for (const filter of orFilters(keys.map((key) => `${keyColumn} eq ${guidLiteral(key)}`))) {
    for (const row of await new ExactClient(context).allRows(endpoint, { select, filter })) {
      const key = textOf(row[keyColumn]) ?? '';
      documents.set(key, {
        key,
        number: numberOf(row),
        accountId: textOf(row[account]),
        debtorId: textOf(row[debtor]) ?? textOf(row[account]),
        invoiceNumber: shape.invoiceNumberOf?.(row),
        buyerName: textOf(row[buyerName]),
        deliveryAddressId: recipients && textOf(row[recipients.address]),
        remarks: (columns.remarks && textOf(row[columns.remarks])) ?? '',
        day: dayOf(row[day]) ?? '',
        total: amountOf(row),
        currency: textOf(row.Currency) ?? '',
        state: (await shape.isOpen(context, row)) ? 'open' : 'closed',
      });
    }
  }
  return documents;
}
