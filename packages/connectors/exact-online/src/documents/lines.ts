import type { ConnectorContext } from '@koppel/connector-sdk';
import { ExactClient } from '../client.js';
import { guidLiteral, rowsOf, textOf, type Row } from '../odata.js';

/** Where the lines of a kind of document are kept. */
export interface LineTable {
  /** `salesorder/SalesOrderLines` */
  endpoint: string;
  /** Column with the key of the document. */
  documentColumn: string;
  /** Where lines cannot be asked for by the key of their document, they are read with it. */
  readWith?: { endpoint: string; keyColumn: string };
}

/** Name of the column of a document that holds its lines: `SalesOrderLines`. */
export function linesColumnOf({ endpoint }: LineTable): string {
  return endpoint.replace(/^.*\//, '');
}

/** What of the lines of a document is not as it is wanted. */
export interface LineDifference {
  missing: Row[];
  /** Lines as they stand there. */
  surplus: Row[];
}

export async function compareLines(
  context: ConnectorContext,
  table: LineTable,
  { key, wanted }: { key: string; wanted: readonly Row[] },
): Promise<LineDifference> {
  const columns = [...new Set(['ID', ...wanted.flatMap((line) => Object.keys(line))])];
  const surplus = [...(await readLines(context, table, { key, columns }))];
  const missing = wanted.filter((line) => {
    const index = surplus.findIndex((row) => isSameLine(row, line));
    if (index >= 0) surplus.splice(index, 1);
    return index < 0;
  });
  return { missing, surplus };
}

async function readLines(
  context: ConnectorContext,
  table: LineTable,
  { key, columns }: { key: string; columns: readonly string[] },
): Promise<Row[]> {
  const { endpoint, documentColumn, readWith } = table;
  const client = new ExactClient(context);
  if (!readWith) {
    const filter = `${documentColumn} eq ${guidLiteral(key)}`;
    return client.allRows(endpoint, { select: columns.join(','), filter });
  }
  const expand = linesColumnOf(table);
  const filter = `${readWith.keyColumn} eq ${guidLiteral(key)}`;
  const select = `${readWith.keyColumn},${expand}`;
  const [document] = await client.rows(readWith.endpoint, { select, filter, expand });
  return rowsOf({ d: document?.[expand] }) ?? [];
}

/**
 * Makes the lines those that are wanted. Whatever part of it was done before, the end is the same; what is right already stays.
 *
 * @param options.onChanged called after each change
 */
export async function changeLines(
  context: ConnectorContext,
  { endpoint, documentColumn }: LineTable,
  { key, missing, surplus, onChanged }: LineDifference & { key: string; onChanged: () => void },
): Promise<void> {
  const client = new ExactClient(context);
  for (const [index, line] of missing.entries()) {
    const replaced = textOf(surplus[index]?.ID);
    if (replaced === undefined) await client.create(endpoint, { [documentColumn]: key, ...line }, 'ID');
    else await client.update(endpoint, replaced, line);
    onChanged();
  }
  for (const row of surplus.slice(missing.length)) {
    await client.remove(endpoint, textOf(row.ID) ?? '');
    onChanged();
  }
}

function isSameLine(row: Row, wanted: Row): boolean {
  return Object.entries(wanted).every(([column, value]) => {
    const present = row[column];
    return typeof value === 'number'
      ? present === value
      : (textOf(present) ?? '').trim() === (textOf(value) ?? '').trim();
  });
}
