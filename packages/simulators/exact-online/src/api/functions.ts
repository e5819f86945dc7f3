import { badRequest, invalid } from '../errors.js';
import type { Json } from '../odata/serialize.js';
import { parseDateTime } from '../odata/filter-lexer.js';
import type { Company } from '../store/company.js';
import { syncTables } from '../metadata-relations.js';

function readParameter(parameters: URLSearchParams, name: string): string {
  for (const [each, value] of parameters) if (each.toLowerCase() === name.toLowerCase()) return value;
  throw badRequest(`Mandatory: ${name}`);
}

/** `read/logistics/StockPosition?itemId=guid'…'`: the stock of one item over all warehouses. */
export function stockPosition(company: Company, parameters: URLSearchParams): Json[] {
  const filter = /^ItemId eq (guid'.*')$/.exec(parameters.get('$filter') ?? '')?.[1];
  const text = filter ?? readParameter(parameters, 'itemId');
  const itemId = /^guid'([0-9a-f-]{36})'$/i.exec(text)?.[1]?.toLowerCase();
  if (!itemId) throw invalid(`itemId: ${text}; write it as guid'…'`);
  if (!company.table('logistics/Items').get(itemId)) return [];
  const sums = { InStock: 0, PlanningIn: 0, PlanningOut: 0 };
  for (const { row } of company.table('inventory/ItemWarehouses').findBy('Item', itemId)) {
    sums.InStock += Number(row['CurrentStock'] ?? 0);
    sums.PlanningIn += Number(row['PlannedStockIn'] ?? 0);
    sums.PlanningOut += Number(row['PlannedStockOut'] ?? 0);
  }
  return [{ ...sums, ItemId: itemId }];
}

/** Entities without a start version in this function; their readers begin at 1. */
const unknownToSyncTimestamp = new Set(['items', 'accounts', 'stockpositions']);

/** `read/sync/Sync/SyncTimestamp`: the row version below the first change at or after a moment. */
export function syncTimestamp(company: Company, parameters: URLSearchParams): Json[] {
  const modifiedText = readParameter(parameters, 'modified');
  const modified = parseDateTime(/^datetime'(.*)'$/i.exec(modifiedText)?.[1] ?? modifiedText);
  const endPoint = readParameter(parameters, 'endPoint').replaceAll("'", '');
  if (modified === undefined) throw invalid(`modified: ${modifiedText}; write it as datetime'2026-01-01T00:00:00'`);
  const table = Object.entries(syncTables).find(
    ([path]) => path.split('/').at(-1)?.toLowerCase() === endPoint.toLowerCase(),
  )?.[1];
  if (!table || unknownToSyncTimestamp.has(endPoint.toLowerCase())) throw invalid(`endPoint: ${endPoint}`);
  let before = 1n;
  for (const record of company.table(table).changedAfter(0n)) {
    if (Number(record.row['Modified'] ?? 0) >= modified) break;
    before = record.timestamp;
  }
  return [{ API: endPoint, Modified: `/Date(${modified})/`, TimeStampAsBigInt: before.toString() }];
}
