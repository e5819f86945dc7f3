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
export async function rowsWith(
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

/** The documents with these references that no reversal stands against, the oldest first; absent where there is none. */
export async function findStanding(
  context: ConnectorContext,
  shape: DocumentShape,
  { references, settings }: { references: readonly string[]; settings: OrderSettings },
): Promise<Map<string, [ReferencedRow, ...ReferencedRow[]]>> {
  const wanted = isReversing(settings) ? references.flatMap((each) => [each, reversalOf(each)]) : references;
  const rows = (await rowsWith(context, shape, { references: wanted, settings })).filter(
    ({ row }) => !isBegun(shape, row, settings),
  );
  const rowsOf = (reference: string) => rows.filter((row) => row.reference === reference);
  return new Map(
    references.flatMap((reference) => {
      const reversed = isReversing(settings) ? rowsOf(reversalOf(reference)).length : 0;
      const [first, ...others] = rowsOf(reference).slice(reversed);
      return first === undefined ? [] : [[reference, [first, ...others]] as const];
    }),
  );
}

export function isBegun({ finish }: DocumentShape, row: Row, settings: OrderSettings): boolean {
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
