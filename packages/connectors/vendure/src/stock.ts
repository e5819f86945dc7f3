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
import { loadChannel } from './channel.js';
import { admin } from './graphql.js';
import { application } from './product-withdraw.js';
import { failure, reason } from './reasons.js';
import { currentVariants, findBySku, getVariants, missingArticle, resolveBySku, writeOrSplit } from './variants.js';

export const stockSettings = z.object({
  shopStockLocation: z.string().trim().max(100).default('').meta({
    title: 'Stock location in the shop',
    description:
      "The stock location in Vendure whose stock is written. Empty: the shop's first one, which is the only one in most shops.",
    'x-choices': 'warehouses',
    'x-essential': false,
  }),
  stockLocations: stockLocationTable.meta({
    title: 'Stock locations of the warehouses',
    description:
      'At which stock location of Vendure the stock of a warehouse stands; warehouses at one location are added up. A * stands for all warehouses that are not listed. Empty: the stock of all warehouses together stands at the one location above.',
    ...stockLocationChoices,
    'x-key-title': 'Warehouse',
    'x-value-title': 'Stock location in the shop',
    'x-essential': false,
  }),
  trackInventory: z.boolean().default(true).meta({
    title: 'Sell no more than there is',
    description:
      'Switches stock keeping on for every article whose stock is written, so that the shop stops selling at zero.',
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

const updateMutation = `mutation ($input: [UpdateProductVariantInput!]!) { m0: updateProductVariants(input: $input) { id } }`;

async function stockLocationId(context: ConnectorContext, name: string, field: string): Promise<string> {
  const { stockLocations } = await loadChannel(context);
  const location = name === '' ? stockLocations[0] : stockLocations.find((candidate) => candidate.name === name);
  if (location) return location.id;
  if (name === '') throw failure('value', 'vendure.no_stock_location');
  const known = stockLocations.map((candidate) => candidate.name).join(', ');
  throw failure('value', 'vendure.stock_location_unknown', { name, known }, { field });
}

/** Pieces by id of the locations that a payload is written to. */
async function levelsOf(
  context: ConnectorContext,
  { quantity, levels }: Pick<StockPayload, 'quantity' | 'levels'>,
  { shopStockLocation }: StockSettings,
): Promise<{ name: string; stockLocationId: string; stockOnHand: number }[]> {
  const field = levels ? 'stockLocations' : 'shopStockLocation';
  const byName = Object.entries(levels ?? { [shopStockLocation]: quantity });
  return Promise.all(
    byName.map(async ([name, stockOnHand]) => ({
      name,
      stockLocationId: await stockLocationId(context, name, field),
      stockOnHand,
    })),
  );
}

async function writeTogether(
  context: ConnectorContext,
  operations: readonly WriteOperation<StockPayload>[],
  settings: StockSettings,
): Promise<string[]> {
  const levels = await Promise.all(operations.map(({ payload }) => levelsOf(context, payload, settings)));
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
    stockLevels: levels[index]?.map(({ stockLocationId: id, stockOnHand }) => ({ stockLocationId: id, stockOnHand })),
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
  const levels = stockOnHand({ sku: '-', quantity: 0 }, settings.stockLocations).levels;
  const locations = await levelsOf(context, { quantity: 0, ...(levels && { levels }) }, settings);
  return currentVariants<StockNow, StockPayload>(context, matches, {
    fields: 'sku trackInventory stockLevels { stockLocationId stockOnHand }',
    payloadOf: ({ sku, trackInventory, stockLevels }) => {
      const held = locations.map(({ name, stockLocationId: id }): [string, number] => [
        name,
        stockLevels.find((level) => level.stockLocationId === id)?.stockOnHand ?? 0,
      ]);
      return {
        sku,
        quantity: held.reduce((sum, [, quantity]) => sum + quantity, 0),
        ...(levels && { levels: Object.fromEntries(held) }),
        ...(settings.trackInventory && { trackInventory: trackInventory === 'TRUE' }),
      };
    },
  });
}

/** Sets the stock on hand of articles that the shop has. */
export const stockLevelWriter: EntityWriter<'stock_level', StockPayload, StockSettings> = {
  entity: 'stock_level',
  settings: stockSettings,
  checkSettings: (context, settings) =>
    checkStockLocations(settings, (name, field) => stockLocationId(context, name, field)),
  changes: 'create_and_update',
  batchSize: 50,
  fromCanonical(level, { trackInventory, stockLocations }) {
    // Vendure takes off its own open orders, so it gets what is there.
    const { quantity, levels, unlisted } = stockOnHand(level, stockLocations);
    const { sku } = level;
    const payload = { sku, quantity, ...(levels && { levels }), trackInventory };
    if (unlisted.length === 0) return { payload };
    const params = { sku, warehouses: unlisted.join(', ') };
    return { payload, notes: [reason('vendure.warehouse_without_location', params, 'stockLocations')] };
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
