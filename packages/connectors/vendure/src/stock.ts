import {
  type ConnectorContext,
  type EntityWriter,
  type TargetPayload,
  type TargetRecord,
  type WriteOperation,
} from '@koppel/connector-sdk';
import { z } from 'zod';
import { loadChannel } from './channel.js';
import { admin } from './graphql.js';
import { failure } from './reasons.js';
import { currentVariants, findBySku, getVariants, missingArticle, resolveBySku, writeOrSplit } from './variants.js';

export const stockSettings = z.object({
  shopStockLocation: z.string().trim().max(100).default('').meta({
    title: 'Stock location in the shop',
    description:
      "The stock location in Vendure whose stock is written. Empty: the shop's first one, which is the only one in most shops.",
    'x-choices': 'warehouses',
    'x-essential': false,
  }),
  trackInventory: z.boolean().default(true).meta({
    title: 'Sell no more than there is',
    description:
      'Switches stock keeping on for every article whose stock is written, so that the shop stops selling at zero.',
    'x-essential': false,
  }),
});
export type StockSettings = z.infer<typeof stockSettings>;

export type StockPayload = { sku: string; quantity: number; trackInventory: boolean };

const updateMutation = `mutation ($input: [UpdateProductVariantInput!]!) { m0: updateProductVariants(input: $input) { id } }`;

async function stockLocationId(context: ConnectorContext, name: string): Promise<string> {
  const { stockLocations } = await loadChannel(context);
  const location = name === '' ? stockLocations[0] : stockLocations.find((candidate) => candidate.name === name);
  if (location) return location.id;
  if (name === '') throw failure('value', 'vendure.no_stock_location');
  const known = stockLocations.map((candidate) => candidate.name).join(', ');
  throw failure('value', 'vendure.stock_location_unknown', { name, known }, { field: 'shopStockLocation' });
}

async function writeTogether(
  context: ConnectorContext,
  operations: readonly WriteOperation<StockPayload>[],
  settings: StockSettings,
): Promise<string[]> {
  const locationId = await stockLocationId(context, settings.shopStockLocation);
  // A variant that was deleted takes its stock without a word.
  const variants = await getVariants(
    context,
    operations.flatMap(({ targetKey }) => targetKey ?? []),
  );
  const ids = operations.map(({ targetKey, payload }) => {
    if (targetKey === undefined || !variants.has(targetKey)) throw missingArticle(payload.sku);
    return targetKey;
  });
  const input = operations.map(({ payload }, index) => ({
    id: ids[index],
    stockLevels: [{ stockLocationId: locationId, stockOnHand: payload.quantity }],
    ...(payload.trackInventory && { trackInventory: 'TRUE' }),
  }));
  await admin(context, { query: updateMutation, variables: { input }, isRepeatable: true });
  return ids;
}

interface StockNow {
  id: string;
  sku: string;
  trackInventory: string;
  stockLevels: { stockLocationId: string; stockOnHand: number }[];
}

async function current(
  context: ConnectorContext,
  matches: readonly TargetRecord<StockPayload>[],
  settings: StockSettings,
): Promise<Map<string, TargetPayload>> {
  const locationId = await stockLocationId(context, settings.shopStockLocation);
  return currentVariants<StockNow, StockPayload>(context, matches, {
    fields: 'sku trackInventory stockLevels { stockLocationId stockOnHand }',
    payloadOf: ({ sku, trackInventory, stockLevels }) => ({
      sku,
      quantity: stockLevels.find((level) => level.stockLocationId === locationId)?.stockOnHand ?? 0,
      ...(settings.trackInventory && { trackInventory: trackInventory === 'TRUE' }),
    }),
  });
}

/** Sets the stock on hand of articles that the shop has. */
export const stockLevelWriter: EntityWriter<'stock_level', StockPayload, StockSettings> = {
  entity: 'stock_level',
  settings: stockSettings,
  changes: 'create_and_update',
  batchSize: 50,
  fromCanonical({ sku, quantity }, { trackInventory }) {
    // Vendure knows no stock below zero.
    return { payload: { sku, quantity: Math.max(0, quantity), trackInventory } };
  },
  naturalKey: ({ sku }) => sku,
  find: findBySku,
  current,
  resolve: resolveBySku,
  write: (context, operations, settings) => writeOrSplit(operations, (some) => writeTogether(context, some, settings)),
};
