import {
  maxStockEnded,
  plannedStockEnd,
  checkStockLocations,
  stockLocationChoices,
  stockLocationTable,
  stockOnHand,
  stockWhenLeftSetting,
  withdrawStock,
  type ConnectorContext,
  type EntityWriter,
  type TargetPayload,
  type TargetRecord,
  type WriteOperation,
} from '@koppel/connector-sdk';
import { z } from 'zod';
import { findBySku, getVariants, missingArticle, resolveBySku, variantsPath, type Variant } from './articles.js';
import { post, writeOrSplit } from './client.js';
import { application } from './product-withdraw.js';
import { failure, reason } from './reasons.js';
import { loadShop } from './shop.js';

export const stockSettings = z.object({
  shopStockLocation: z.string().trim().max(100).default('').meta({
    title: 'Stock location in the shop',
    description:
      "The stock location in Medusa whose stock is written. Empty: the shop's default one, or else its first.",
    'x-choices': 'warehouses',
    'x-essential': false,
  }),
  stockLocations: stockLocationTable.meta({
    title: 'Stock locations of the warehouses',
    description:
      'At which stock location of Medusa the stock of a warehouse stands; warehouses at one location are added up. A * stands for all warehouses that are not listed. Empty: the stock of all warehouses together stands at the one location above.',
    ...stockLocationChoices,
    'x-key-title': 'Warehouse',
    'x-value-title': 'Stock location in the shop',
    'x-essential': false,
  }),
  trackInventory: z.boolean().default(true).meta({
    title: 'Sell no more than there is',
    description:
      'Switches "Manage inventory" on for every article whose stock is written, so that the shop stops selling at zero.',
    'x-essential': false,
  }),
  ...stockWhenLeftSetting,
});
export type StockSettings = z.infer<typeof stockSettings>;

export type StockPayload = {
  sku: string;
  /** The stock of the one location, or of those of the table together. */
  quantity: number;
  /** Stock by location of the table, as the settings name it. */
  levels?: Record<string, number>;
  trackInventory: boolean;
};

interface StockedVariant {
  title: string | null;
  manage_inventory: boolean;
  inventory_items: {
    inventory_item_id: string;
    inventory: { location_levels: { location_id: string; stocked_quantity: number }[] | null } | null;
  }[];
}

const stockFields =
  'title,manage_inventory,inventory_items.inventory_item_id,inventory_items.inventory.location_levels.location_id,inventory_items.inventory.location_levels.stocked_quantity';

async function stockLocationId(context: ConnectorContext, wanted: string, field: string): Promise<string> {
  const { locations } = await loadShop(context);
  const location = wanted === '' ? locations[0] : locations.find(({ id, name }) => id === wanted || name === wanted);
  if (location) return location.id;
  if (wanted === '') throw failure('value', 'medusa.no_stock_location');
  const params = { wanted, known: locations.map(({ name }) => name).join(', ') };
  throw failure('value', 'medusa.stock_location_unknown', params, { field });
}

/** Pieces by id of the locations that a payload is written to. */
async function levelsOf(
  context: ConnectorContext,
  { quantity, levels }: Pick<StockPayload, 'quantity' | 'levels'>,
  { shopStockLocation }: StockSettings,
): Promise<{ name: string; locationId: string; pieces: number }[]> {
  const field = levels ? 'stockLocations' : 'shopStockLocation';
  const byName = Object.entries(levels ?? { [shopStockLocation]: quantity });
  return Promise.all(
    byName.map(async ([name, pieces]) => ({ name, locationId: await stockLocationId(context, name, field), pieces })),
  );
}

/** The one inventory item behind a variant. */
async function inventoryItemId(context: ConnectorContext, variant: Variant & StockedVariant): Promise<string> {
  const { sku } = variant;
  if (variant.inventory_items.length > 1) throw failure('value', 'medusa.stock_of_kit', { sku });
  const [held] = variant.inventory_items;
  if (held) return held.inventory_item_id;
  // Medusa makes one with a variant whose stock it manages from the beginning on; here a person switched it on later.
  const { inventory_item: item } = await post<{ inventory_item: { id: string } }>(
    context,
    'inventory-items?fields=id',
    {
      body: { sku, title: variant.title ?? sku },
      isRepeatable: false,
    },
  );
  const path = `products/${variant.product_id}/variants/${variant.id}/inventory-items?fields=id`;
  await post(context, path, { body: { inventory_item_id: item.id, required_quantity: 1 }, isRepeatable: false });
  return item.id;
}

function quantityAt({ inventory_items: items }: StockedVariant, locationId: string): number | undefined {
  const levels = items[0]?.inventory?.location_levels ?? [];
  return levels.find(({ location_id: id }) => id === locationId)?.stocked_quantity;
}

async function writeTogether(
  context: ConnectorContext,
  operations: readonly WriteOperation<StockPayload>[],
  settings: StockSettings,
): Promise<string[]> {
  const ids = operations.map(({ targetKey }) => targetKey ?? '');
  const variants = await getVariants<StockedVariant>(context, ids, stockFields);
  const create: object[] = [];
  const update: object[] = [];
  for (const { payload, targetKey } of operations) {
    const variant = variants.get(targetKey ?? '');
    if (!variant) throw missingArticle(payload.sku);
    if (!variant.manage_inventory && !payload.trackInventory) {
      throw failure('value', 'medusa.stock_not_managed', { sku: payload.sku });
    }
    const itemId = await inventoryItemId(context, variant);
    for (const { locationId, pieces } of await levelsOf(context, payload, settings)) {
      const level = { inventory_item_id: itemId, location_id: locationId, stocked_quantity: pieces };
      (quantityAt(variant, locationId) === undefined ? create : update).push(level);
    }
  }
  await post(context, 'inventory-items/location-levels/batch', {
    body: { create, update },
    isRepeatable: create.length === 0,
  });
  const unmanaged = [...variants.values()].filter((variant) => !variant.manage_inventory);
  for (const { id, product_id: productId } of unmanaged) {
    const body = { update: [{ id, manage_inventory: true }] };
    await post(context, variantsPath(productId), { body, isRepeatable: true });
  }
  return ids;
}

async function current(
  context: ConnectorContext,
  matches: readonly TargetRecord<StockPayload>[],
  settings: StockSettings,
): Promise<Map<string, TargetPayload>> {
  const levels = stockOnHand({ sku: '-', quantity: 0 }, settings.stockLocations).levels;
  const locations = await levelsOf(context, { quantity: 0, ...(levels && { levels }) }, settings);
  const ids = matches.map(({ targetKey }) => targetKey);
  const variants = await getVariants<StockedVariant>(context, ids, stockFields);
  return new Map(
    matches.flatMap(({ naturalKey, targetKey }) => {
      const variant = variants.get(targetKey);
      if (!variant) return [];
      const tracking = settings.trackInventory && { trackInventory: variant.manage_inventory };
      return [[naturalKey, { sku: variant.sku, ...stockNow(variant, locations, levels !== undefined), ...tracking }]];
    }),
  );
}

/** In the payload's own terms; null where the variant has no stock at the location. */
function stockNow(
  variant: StockedVariant,
  locations: readonly { name: string; locationId: string }[],
  isTable: boolean,
): TargetPayload {
  const held = locations.map(({ name, locationId }) => [name, quantityAt(variant, locationId) ?? null] as const);
  if (!isTable) return { quantity: held[0]?.[1] ?? null };
  const quantity = held.reduce((sum, [, pieces]) => sum + (pieces ?? 0), 0);
  return { quantity, levels: Object.fromEntries(held) };
}

/** Sets the stocked quantity at one location; Medusa itself takes off what is reserved for orders. */
export const stockLevelWriter: EntityWriter<'stock_level', StockPayload, StockSettings> = {
  entity: 'stock_level',
  settings: stockSettings,
  checkSettings: (context, settings) =>
    checkStockLocations(settings, (name, field) => stockLocationId(context, name, field)),
  changes: 'create_and_update',
  batchSize: 50,
  fromCanonical(level, { trackInventory, stockLocations }) {
    // Medusa takes off its own open orders, so it gets what is there.
    const { quantity, levels, unlisted } = stockOnHand(level, stockLocations);
    const { sku } = level;
    const payload = { sku, quantity, ...(levels && { levels }), trackInventory };
    if (unlisted.length === 0) return { payload };
    const params = { sku, warehouses: unlisted.join(', ') };
    return { payload, notes: [reason('medusa.warehouse_without_location', params, 'stockLocations')] };
  },
  naturalKey: ({ sku }) => sku,
  find: findBySku,
  current,
  resolve: resolveBySku,
  write: (context, operations, settings) => writeOrSplit(operations, (some) => writeTogether(context, some, settings)),
  withdraw: (context, operations, settings) =>
    withdrawStock<StockPayload>(operations, {
      application,
      stockWhenLeft: settings.stockWhenLeft,
      emptyOf: (sku) => {
        const { quantity, levels } = stockOnHand({ sku, quantity: 0 }, settings.stockLocations);
        return { sku, quantity, ...(levels && { levels }), trackInventory: settings.trackInventory };
      },
      write: (writes) => writeOrSplit(writes, (some) => writeTogether(context, some, settings)),
    }),
  plannedWithdrawal: plannedStockEnd,
  maxWithdrawn: maxStockEnded,
};
