import {
  addDecimals,
  compareDecimals,
  subtractDecimals,
  type ConnectorContext,
  type EntityReader,
  type ReadOptions,
  type SourceRecord,
  type Translated,
} from '@koppel/connector-sdk';
import type { JsonValue, StockLevel } from '@koppel/contracts';
import { z } from 'zod';
import { ExactClient } from './client.js';
import { deletedKinds } from './feed.js';
import { ItemJoin, joinCursorSchema, type Joined, type JoinCursor, type JoinSource } from './item-join.js';
import { itemSelectionSetting, filterReason, type ItemFacts } from './items.js';
import { decimalOf, textOf, type Row } from './odata.js';
import { failure, reason } from './reasons.js';

export const stockSettings = z.object({
  itemSelection: itemSelectionSetting,
  stockField: z
    .enum(['in_stock', 'available', 'projected'])
    .default('available')
    .meta({
      title: 'Stock to send',
      description:
        'Available is what lies in the warehouse minus what is planned to go out, so that open orders are not sold twice. With "planned in", goods that are only ordered count as well.',
      'x-labels': {
        in_stock: 'In stock',
        available: 'Available: in stock minus planned out',
        projected: 'Projected: available plus planned in',
      },
      'x-essential': true,
    }),
  stockWarehouses: z.array(z.string().trim().min(1).max(20)).max(100).default([]).meta({
    title: 'Warehouses',
    description: 'The warehouses from which the shop sells; their stock is added up. None chosen: all warehouses.',
    'x-choices': 'warehouses',
    'x-essential': true,
  }),
  stockBuffer: z.number().int().min(0).max(1_000_000).default(0).meta({
    title: 'Pieces to hold back',
    description:
      'So many pieces of each item are not offered in the shop: for a counter sale, or because a count is never exact.',
    'x-essential': false,
  }),
  stockMinimum: z.number().int().min(-1_000_000).max(1_000_000).default(0).meta({
    title: 'Lowest stock to send',
    description: 'A smaller number is sent as this one, so that a shop that cannot take negative stock gets 0.',
    'x-essential': false,
  }),
});
export type StockSettings = z.infer<typeof stockSettings>;

export interface StockPosition {
  warehouse: string;
  inStock: string;
  plannedIn: string;
  plannedOut: string;
}

export interface NativeStock {
  item: ItemFacts;
  positions: StockPosition[];
}

/** A position of the sync feed (`ItemId`, `PlanningOut`) or of `ItemWarehouses` (`Item`, `PlannedStockOut`). */
export function positionOf(row: Row): { itemId: string; key: string; part: StockPosition } | undefined {
  const itemId = textOf(row.ItemId) ?? textOf(row.Item);
  const warehouse = textOf(row.WarehouseCode);
  if (itemId === undefined || warehouse === undefined) return undefined;
  const part = {
    warehouse,
    inStock: decimalOf(row.CurrentStock) ?? '0',
    plannedIn: decimalOf(row.PlanningIn ?? row.PlannedStockIn) ?? '0',
    plannedOut: decimalOf(row.PlanningOut ?? row.PlannedStockOut) ?? '0',
  };
  return { itemId, key: warehouse, part };
}

function joinSource(settings: StockSettings): JoinSource<StockPosition> {
  return {
    feed: {
      endpoint: 'sync/Inventory/StockPositions',
      select: 'Timestamp,ItemId,WarehouseCode,CurrentStock,PlanningIn,PlanningOut',
    },
    lookUp: {
      endpoint: 'inventory/ItemWarehouses',
      select: 'Item,WarehouseCode,CurrentStock,PlannedStockIn,PlannedStockOut',
      itemColumn: 'Item',
    },
    deletedKind: deletedKinds.stockPosition,
    partOf: positionOf,
    isWanted: (item) => item.isStockItem && filterReason(item, settings.itemSelection) === undefined,
  };
}

/** A misspelt warehouse would send 0 for everything. */
async function checkWarehouses(client: ExactClient, codes: readonly string[]): Promise<void> {
  if (codes.length === 0) return;
  const rows = await client.allRows('inventory/Warehouses', { select: 'ID,Code' });
  const known = rows.flatMap((row) => textOf(row.Code) ?? []);
  const unknown = codes.filter((code) => !known.includes(code));
  if (unknown.length === 0) return;
  const params = { unknown: unknown.join(', '), known: known.join(', ') };
  throw failure('value', 'exact_online.warehouse_unknown', params, { field: 'stockWarehouses' });
}

function recordOf({ item, parts }: Joined<StockPosition>): SourceRecord<NativeStock> {
  return { key: item.id, naturalKey: item.code ?? item.id, native: { item, positions: parts } };
}

async function* read(
  context: ConnectorContext,
  { cursor, settings, pageSize }: ReadOptions<StockSettings>,
): AsyncGenerator<{ records: SourceRecord<NativeStock>[]; cursor: JsonValue & JoinCursor }> {
  const client = new ExactClient(context);
  await checkWarehouses(client, settings.stockWarehouses);
  const join = new ItemJoin(client, joinSource(settings));
  for await (const page of join.pages(joinCursorSchema.optional().parse(cursor), pageSize)) {
    yield { records: page.joined.map(recordOf), cursor: { ...page.cursor } };
  }
}

function count(
  context: ConnectorContext,
  { cursor, settings }: ReadOptions<StockSettings>,
): Promise<number | undefined> {
  return ItemJoin.count(context, joinSource(settings), joinCursorSchema.optional().parse(cursor));
}

function quantityAt(position: StockPosition, field: StockSettings['stockField']): string {
  if (field === 'in_stock') return position.inStock;
  const available = subtractDecimals(position.inStock, position.plannedOut);
  return field === 'available' ? available : addDecimals(available, position.plannedIn);
}

/** Whole pieces, rounded down: half a metre of cloth cannot be sold as a piece. */
function floorOf(quantity: string): number {
  const whole = Math.trunc(Number(quantity.split('.')[0]));
  return compareDecimals(quantity, String(whole)) < 0 ? whole - 1 : whole;
}

export function stockLevelFromPositions(native: NativeStock, settings: StockSettings): Translated<StockLevel> {
  const { item, positions } = native;
  const filtered = filterReason(item, settings.itemSelection);
  if (filtered) return { filtered };
  if (!item.isStockItem) return { filtered: reason('exact_online.not_a_stock_item', {}, 'item.isStockItem') };
  if (item.code === undefined) {
    throw failure('value', 'exact_online.item_without_code', { item: item.id }, { field: 'item.code' });
  }
  const chosen = positions.filter(
    ({ warehouse }) => settings.stockWarehouses.length === 0 || settings.stockWarehouses.includes(warehouse),
  );
  const total = addDecimals('0', ...chosen.map((position) => quantityAt(position, settings.stockField)));
  const quantity = Math.max(settings.stockMinimum, floorOf(total) - settings.stockBuffer) + 0;
  return { canonical: { sku: item.code, quantity } };
}

/** Stock of an item, added up over the chosen warehouses. */
export const stockReader: EntityReader<'stock_level', NativeStock, StockSettings> = {
  entity: 'stock_level',
  settings: stockSettings,
  read,
  count,
  toCanonical: stockLevelFromPositions,
};
