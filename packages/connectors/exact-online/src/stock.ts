import {
  addDecimals,
  compareDecimals,
  negateDecimal,
  subtractDecimals,
  type ConnectorContext,
  type EntityReader,
  type ReadOptions,
  type SourceRecord,
  type Translated,
} from '@koppel/connector-sdk';
import type { Decimal, StockLevel } from '@koppel/contracts';
import { z } from 'zod';
import { ExactClient } from './client.js';
import { deletedKinds, deletionsOf, firstTimestamp, readDeletionList } from './feed.js';
import { ItemJoin, joinCursorSchema, type Joined, type JoinSource } from './item-join.js';
import {
  deletedRecordOf,
  existingItems,
  isSelected,
  itemSelectionSetting,
  overReason,
  pagesOfItemsByDate,
  unreadableFailure,
  type DeletedItem,
  type ItemFacts,
} from './items.js';
import { decimalOf, findUnreadable, textOf, type Row, type UnreadableNumber } from './odata.js';
import { failure, reason } from './reasons.js';

export const stockSettings = z.object({
  itemSelection: itemSelectionSetting,
  stockField: z
    .enum(['as_shop_needs', 'in_stock', 'available', 'projected'])
    .default('as_shop_needs')
    .meta({
      title: 'Stock to send',
      description:
        'As the shop needs it is right for nearly everyone, so that nothing is sold twice: a shop that takes off its own open orders (Vendure, Medusa) gets what is in stock, and WooCommerce what is in stock minus what is planned to go out. The other figures go to any shop as they are. With "planned in", goods that are only ordered count as well.',
      'x-labels': {
        as_shop_needs: 'As the shop needs it',
        in_stock: 'In stock',
        available: 'Available: in stock minus planned out',
        projected: 'Projected: available plus planned in',
      },
      'x-essential': true,
    }),
  stockWarehouses: z.array(z.string().trim().min(1).max(20)).max(100).default([]).meta({
    title: 'Warehouses',
    description:
      'The warehouses from which the shop sells; their stock is added up, unless the flow has a table of stock locations. None chosen: all warehouses.',
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
  unreadable?: UnreadableNumber;
}

export interface StockOfItem {
  item: ItemFacts;
  positions: StockPosition[];
  /** The day of reading, which decides whether the item has ended. */
  readOn: string;
}

export type NativeStock = StockOfItem | DeletedItem;

const quantityColumns = ['CurrentStock', 'PlanningIn', 'PlannedStockIn', 'PlanningOut', 'PlannedStockOut'];

/** A position of the sync feed (`ItemId`, `PlanningOut`) or of `ItemWarehouses` (`Item`, `PlannedStockOut`). */
export function positionOf(row: Row): { itemId: string; key: string; part: StockPosition } | undefined {
  const itemId = textOf(row.ItemId) ?? textOf(row.Item);
  const warehouse = textOf(row.WarehouseCode);
  if (itemId === undefined || warehouse === undefined) return undefined;
  const unreadable = findUnreadable(row, quantityColumns);
  const part = {
    warehouse,
    inStock: decimalOf(row.CurrentStock) ?? '0',
    plannedIn: decimalOf(row.PlanningIn ?? row.PlannedStockIn) ?? '0',
    plannedOut: decimalOf(row.PlanningOut ?? row.PlannedStockOut) ?? '0',
    ...(unreadable && { unreadable }),
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
    isWanted: (item) => item.isStockItem && isSelected(item, settings.itemSelection),
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

function compareWarehouses(left: StockPosition, right: StockPosition): number {
  return left.warehouse.localeCompare(right.warehouse, 'en', { numeric: true });
}

function recordOf({ item, parts }: Joined<StockPosition>, readOn: string): SourceRecord<StockOfItem> {
  // The feed and a look-up give them in different orders.
  const positions = parts.toSorted(compareWarehouses);
  return { key: item.id, naturalKey: item.code ?? item.id, native: { item, positions, readOn } };
}

/** `readOn`: on a later day the items that begin or end come again. `itemDeletions`: up to where deleted items were given. */
const cursorSchema = joinCursorSchema.extend({ readOn: z.iso.date(), itemDeletions: z.string().regex(/^\d+$/) });
type Cursor = z.infer<typeof cursorSchema>;

async function* read(
  context: ConnectorContext,
  { cursor, settings, pageSize }: ReadOptions<StockSettings>,
): AsyncGenerator<{ records: SourceRecord<NativeStock>[]; cursor: Cursor }> {
  const client = new ExactClient(context);
  await checkWarehouses(client, settings.stockWarehouses);
  const today = client.today();
  const from = cursorSchema.optional().parse(cursor);
  const { readOn, itemDeletions } = from ?? { readOn: today, itemDeletions: firstTimestamp };
  const list = await readDeletionList(client, itemDeletions);
  const deletions = deletionsOf(list, deletedKinds.item);
  // Only a run that was interrupted leaves them apart.
  const isShared = from === undefined || from.deletions === itemDeletions;
  const join = new ItemJoin(client, joinSource(settings));
  let last: Cursor | undefined;
  for await (const page of join.pages(from, pageSize, isShared ? list : undefined)) {
    last = { ...page.cursor, readOn, itemDeletions };
    yield { records: page.joined.map((joined) => recordOf(joined, today)), cursor: last };
  }
  if (!last) return;
  for await (const rows of pagesOfItemsByDate(client, 'ID', { after: readOn, until: today })) {
    const joined = await join.join(rows.flatMap((row) => textOf(row.ID) ?? []));
    yield { records: joined.map((each) => recordOf(each, today)), cursor: last };
  }
  for (let start = 0; start < deletions.keys.length; start += pageSize)
    yield { records: deletions.keys.slice(start, start + pageSize).map(deletedRecordOf), cursor: last };
  yield { records: [], cursor: { ...last, readOn: today, itemDeletions: deletions.timestamp } };
}

async function readByKeys(
  context: ConnectorContext,
  { keys, settings }: { keys: readonly string[]; settings: StockSettings },
): Promise<SourceRecord<NativeStock>[]> {
  const client = new ExactClient(context);
  await checkWarehouses(client, settings.stockWarehouses);
  const joined = await new ItemJoin(client, joinSource(settings)).join(keys);
  const today = client.today();
  return joined.map((each) => recordOf(each, today));
}

function count(
  context: ConnectorContext,
  { cursor, settings }: ReadOptions<StockSettings>,
): Promise<number | undefined> {
  return ItemJoin.count(context, joinSource(settings), joinCursorSchema.optional().parse(cursor));
}

/** What can be sold, and what is there where the shop itself takes off what it has sold. */
interface Figures {
  quantity: Decimal;
  onHand: Decimal;
}

function figuresAt({ inStock, plannedIn, plannedOut }: StockPosition, field: StockSettings['stockField']): Figures {
  const available = subtractDecimals(inStock, plannedOut);
  if (field === 'as_shop_needs') return { quantity: available, onHand: inStock };
  const projected = addDecimals(available, plannedIn);
  const quantity = { in_stock: inStock, available, projected }[field];
  return { quantity, onHand: quantity };
}

/** Below the other one nothing is sent. */
const atLeast = (minimum: Decimal, quantity: Decimal): Decimal =>
  compareDecimals(quantity, minimum) < 0 ? minimum : quantity;

/** What is held back, and what is short at one warehouse, is taken off the warehouses one after another. */
function withoutHeldBack(quantities: readonly Decimal[], heldBack: Decimal): Decimal[] {
  const short = quantities.filter((quantity) => quantity.startsWith('-')).map(negateDecimal);
  let rest = addDecimals(heldBack, ...short);
  return quantities.map((quantity) => {
    const there = atLeast('0', quantity);
    const left = atLeast('0', subtractDecimals(there, rest));
    rest = subtractDecimals(rest, subtractDecimals(there, left));
    return left;
  });
}

const numbersOf = ({ quantity, onHand }: Figures): Pick<StockLevel, 'quantity' | 'onHand'> => ({
  quantity: Number(quantity),
  ...(compareDecimals(onHand, quantity) !== 0 && { onHand: Number(onHand) }),
});

/** Buffer and minimum are those of the item as a whole. */
function levelOf(chosen: readonly StockPosition[], settings: StockSettings): Omit<StockLevel, 'sku'> {
  const figures = chosen.map((position) => figuresAt(position, settings.stockField));
  const buffer = String(settings.stockBuffer);
  const total = (name: keyof Figures): Decimal => {
    const sum = addDecimals('0', ...figures.map((each) => each[name]));
    return atLeast(String(settings.stockMinimum), subtractDecimals(sum, buffer));
  };
  const left = (name: keyof Figures): Decimal[] =>
    withoutHeldBack(
      figures.map((each) => each[name]),
      buffer,
    );
  const [quantities, onHand] = [left('quantity'), left('onHand')];
  const warehouses = chosen.map(({ warehouse: code }, index) => ({
    code,
    ...numbersOf({ quantity: quantities[index] ?? '0', onHand: onHand[index] ?? '0' }),
  }));
  return { ...numbersOf({ quantity: total('quantity'), onHand: total('onHand') }), warehouses };
}

export function stockLevelFromPositions(native: NativeStock, settings: StockSettings): Translated<StockLevel> {
  if ('deleted' in native) return { filtered: reason('exact_online.item_deleted'), isOver: true };
  const { item, positions, readOn } = native;
  // Otherwise a change of its stock would put it on sale again.
  const filtered = overReason(item, readOn, settings.itemSelection);
  if (filtered) return { filtered, isOver: true };
  if (!item.isStockItem) return { filtered: reason('exact_online.not_a_stock_item', {}, 'item.isStockItem') };
  if (item.code === undefined) {
    throw failure('value', 'exact_online.item_without_code', { item: item.id }, { field: 'item.code' });
  }
  const chosen = positions
    .filter(({ warehouse }) => settings.stockWarehouses.length === 0 || settings.stockWarehouses.includes(warehouse))
    .toSorted(compareWarehouses);
  for (const { unreadable } of chosen) if (unreadable) throw unreadableFailure(item, unreadable, 'positions');
  return { canonical: { sku: item.code, ...levelOf(chosen, settings) } };
}

/** Stock of an item, added up over the chosen warehouses and for each of them. */
export const stockReader: EntityReader<'stock_level', NativeStock, StockSettings> = {
  entity: 'stock_level',
  settings: stockSettings,
  read,
  count,
  readByKeys,
  existing: async (context, { keys }) => new Set(await existingItems(context, keys)),
  toCanonical: stockLevelFromPositions,
};
