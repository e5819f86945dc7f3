import type {
  ConnectorContext,
  EntityWriter,
  TargetPayload,
  TargetRecord,
  WriteOperation,
} from '@koppel/connector-sdk';
import { z } from 'zod';
import { findBySku, getVariants, missingArticle, resolveBySku, variantsPath, type Variant } from './articles.js';
import { post, writeOrSplit } from './client.js';
import { failure } from './reasons.js';
import { loadShop } from './shop.js';

export const stockSettings = z.object({
  shopStockLocation: z.string().trim().max(100).default('').meta({
    title: 'Stock location in the shop',
    description:
      "The stock location in Medusa whose stock is written. Empty: the shop's default one, or else its first.",
    'x-choices': 'warehouses',
    'x-essential': false,
  }),
  trackInventory: z.boolean().default(true).meta({
    title: 'Sell no more than there is',
    description:
      'Switches "Manage inventory" on for every article whose stock is written, so that the shop stops selling at zero.',
    'x-essential': false,
  }),
});
export type StockSettings = z.infer<typeof stockSettings>;

export type StockPayload = { sku: string; quantity: number; trackInventory: boolean };

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

async function stockLocationId(context: ConnectorContext, wanted: string): Promise<string> {
  const { locations } = await loadShop(context);
  const location = wanted === '' ? locations[0] : locations.find(({ id, name }) => id === wanted || name === wanted);
  if (location) return location.id;
  if (wanted === '') throw failure('value', 'medusa.no_stock_location');
  const params = { wanted, known: locations.map(({ name }) => name).join(', ') };
  throw failure('value', 'medusa.stock_location_unknown', params, { field: 'shopStockLocation' });
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
  const locationId = await stockLocationId(context, settings.shopStockLocation);
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
    const level = {
      inventory_item_id: await inventoryItemId(context, variant),
      location_id: locationId,
      stocked_quantity: payload.quantity,
    };
    (quantityAt(variant, locationId) === undefined ? create : update).push(level);
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
  const locationId = await stockLocationId(context, settings.shopStockLocation);
  const ids = matches.map(({ targetKey }) => targetKey);
  const variants = await getVariants<StockedVariant>(context, ids, stockFields);
  return new Map(
    matches.flatMap(({ naturalKey, targetKey }) => {
      const variant = variants.get(targetKey);
      if (!variant) return [];
      const quantity = quantityAt(variant, locationId) ?? null;
      const tracking = settings.trackInventory && { trackInventory: variant.manage_inventory };
      return [[naturalKey, { sku: variant.sku, quantity, ...tracking }]];
    }),
  );
}

/** Sets the stocked quantity at one location; Medusa itself takes off what is reserved for orders. */
export const stockLevelWriter: EntityWriter<'stock_level', StockPayload, StockSettings> = {
  entity: 'stock_level',
  settings: stockSettings,
  changes: 'create_and_update',
  batchSize: 50,
  fromCanonical({ sku, quantity }, { trackInventory }) {
    // Medusa knows no stock below zero.
    return { payload: { sku, quantity: Math.max(0, quantity), trackInventory } };
  },
  naturalKey: ({ sku }) => sku,
  find: findBySku,
  current,
  resolve: resolveBySku,
  write: (context, operations, settings) => writeOrSplit(operations, (some) => writeTogether(context, some, settings)),
};
