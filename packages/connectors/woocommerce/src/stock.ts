import {
  maxStockEnded,
  plannedStockEnd,
  stockWhenLeftSetting,
  withdrawStock,
  type ConnectorContext,
  type EntityWriter,
  type TargetPayload,
  type WriteOperation,
  type WriteOutcome,
} from '@koppel/connector-sdk';
import { z } from 'zod';
import { missingProduct, type WooRecord } from './client.js';
import { application } from './product-withdraw.js';
import {
  currentProducts,
  findProducts,
  foldSku,
  productsPerBatch,
  targetOf,
  writePresent,
  writeProducts,
  type ProductWrite,
} from './product-writes.js';
import { failure } from './reasons.js';

export const stockSettings = z.object({
  backorders: z
    .enum(['leave', 'no', 'notify', 'yes'])
    .default('leave')
    .meta({
      title: 'When the stock is gone',
      description:
        'Whether the shop goes on selling a product without stock. Leave alone: each product keeps its own choice in WooCommerce.',
      'x-labels': {
        leave: 'Leave alone',
        no: 'Stop selling',
        notify: 'Go on selling, and tell the buyer',
        yes: 'Go on selling',
      },
      'x-essential': false,
    }),
  stockFractions: z.boolean().default(false).meta({
    title: 'Stock has fractions',
    description:
      'WooCommerce counts whole pieces, so that 7.5 metres become 7. Switch this on only for a shop with a plug-in for decimal quantities and stock; without it the shop drops the decimals, which becomes an issue.',
    'x-essential': false,
  }),
  ...stockWhenLeftSetting,
});
type StockSettings = z.infer<typeof stockSettings>;

interface StockPayload extends TargetPayload {
  sku: string;
  quantity: number;
  backorders: StockSettings['backorders'];
}

function answeredBy({ sku, backorders }: StockPayload, product: WooRecord): ReturnType<ProductWrite['answered']> {
  const { type, manage_stock: isManaged, stock_quantity: quantity } = product;
  const stored: TargetPayload = {
    quantity: quantity ?? null,
    ...(backorders !== 'leave' && { backorders: product['backorders'] ?? null }),
  };
  if (isManaged === true || isManaged === undefined) return { stored };
  const options = { field: 'quantity', isOfRecord: true };
  if (type === 'grouped') return { stored, issue: failure('value', 'woocommerce.stock_of_group', { sku }, options) };
  return { stored, issue: failure('value', 'woocommerce.stock_not_managed', { sku }, options) };
}

function write(
  context: ConnectorContext,
  operations: readonly WriteOperation<StockPayload>[],
): Promise<WriteOutcome[]> {
  return writePresent(
    operations.map(({ payload, targetKey }): ProductWrite | WriteOutcome => {
      const { sku, quantity, backorders } = payload;
      const target = targetOf(targetKey);
      if (!target) return { status: 'failed', failure: missingProduct(sku) };
      const body = {
        manage_stock: true,
        stock_quantity: quantity,
        ...(backorders === 'leave' ? {} : { backorders }),
      };
      return { sku, target, body, answered: (product) => answeredBy(payload, product) };
    }),
    (writes) => writeProducts(context, writes),
  );
}

/** Sets the stock of products that the shop has: what can be sold, since orders that are not paid yet take nothing off. */
export const stockWriter: EntityWriter<'stock_level', StockPayload, StockSettings> = {
  entity: 'stock_level',
  settings: stockSettings,
  changes: 'create_and_update',
  batchSize: productsPerBatch,
  fromCanonical: ({ sku, quantity }, { backorders, stockFractions }) => ({
    payload: { sku, quantity: stockFractions ? quantity : Math.floor(quantity), backorders },
  }),
  naturalKey: (payload) => payload.sku,
  foldKey: foldSku,
  find: (context, skus) => findProducts(context, skus),
  current: (context, matches, settings) =>
    currentProducts(context, matches, {
      fields: 'manage_stock,stock_quantity,backorders',
      payloadOf: ({ manage_stock: isManaged, stock_quantity: quantity, backorders }) => ({
        quantity: isManaged === true ? (quantity ?? null) : null,
        ...(settings.backorders !== 'leave' && { backorders: backorders ?? null }),
      }),
    }),
  write,
  withdraw: (context, operations, { stockWhenLeft, backorders }) =>
    withdrawStock<StockPayload>(operations, {
      application,
      stockWhenLeft,
      emptyOf: (sku) => ({ sku, quantity: 0, backorders: backorders === 'leave' ? 'leave' : 'no' }),
      write: (writes) => write(context, writes),
    }),
  plannedWithdrawal: plannedStockEnd,
  maxWithdrawn: maxStockEnded,
};
