import {
  withdrawArticles,
  type AnnounceEffects,
  type ConnectorContext,
  type TargetPayload,
  type WhenLeft,
  type WithdrawOperation,
  type WithdrawOutcome,
  type WithdrawPlan,
  type WriteOperation,
} from '@koppel/connector-sdk';
import type { WooRecord } from './client.js';
import {
  keyOf,
  parseTargetKey,
  productsById,
  writeProducts,
  type ProductTarget,
  type ProductWrite,
} from './product-writes.js';
import { failure } from './reasons.js';

export const application = 'WooCommerce';

const fields = 'id,parent_id,status,type,manage_stock,stock_quantity,stock_status,backorders';

/**
 * A draft is what nobody buys and a shop keeper finds among what is not for sale; "private" would stay in the shop for who is logged in.
 * A variation has no drafts: private is what WooCommerce makes of one that is not enabled.
 */
function hiddenStatus({ parentId }: ProductTarget): string {
  return parentId === 0 ? 'draft' : 'private';
}

type Planned = WithdrawPlan<WooRecord>;

function planHide({ status }: WooRecord, target: ProductTarget): Planned {
  if (status !== 'publish') return { done: 'hidden_already', effects: [{ kind: 'hidden' }] };
  return { call: { status: hiddenStatus(target) }, done: 'hidden', effects: [{ kind: 'hidden' }] };
}

function planSellOut(product: WooRecord): Planned {
  const { manage_stock: isManaged, stock_quantity: quantity, stock_status: stockStatus, backorders } = product;
  if (isManaged === false) {
    if (stockStatus === 'outofstock') return { done: 'sold_out_already', effects: [{ kind: 'sold_out_unmanaged' }] };
    return { call: { stock_status: 'outofstock' }, done: 'sold_out', effects: [{ kind: 'sold_out_unmanaged' }] };
  }
  const isSoldOut = isManaged === true && typeof quantity === 'number' && quantity <= 0 && backorders === 'no';
  if (isSoldOut) return { done: 'sold_out_already', effects: [{ kind: 'sold_out' }] };
  // With back-orders it would be sold all the same; a variation whose product keeps the stock gets its own.
  const effects = [
    { kind: 'sold_out' },
    ...(isManaged === 'parent' ? [{ kind: 'stock_of_parent' }] : []),
    ...(backorders === 'yes' || backorders === 'notify' ? [{ kind: 'backorders', before: backorders }] : []),
  ];
  return { call: { manage_stock: true, stock_quantity: 0, backorders: 'no' }, done: 'sold_out', effects };
}

/** Hides products that are not sold any more, or sets them out of stock; they are never deleted. */
export function withdrawProducts(
  context: ConnectorContext,
  operations: readonly WithdrawOperation[],
  whenLeft: WhenLeft,
  announce?: AnnounceEffects,
): Promise<WithdrawOutcome[]> {
  return withdrawArticles<WooRecord>(operations, {
    ...{ application, whenLeft, announce },
    plansOf: async (keys) => {
      const products = [...(await productsByKey(context, keys))];
      return new Map(
        products.map(([key, product]) => [
          key,
          whenLeft === 'hide' ? planHide(product, parseTargetKey(key)) : planSellOut(product),
        ]),
      );
    },
    write: (operations, callsOf) =>
      writeProducts(
        context,
        operations.flatMap(({ naturalKey: sku, targetKey = '' }) =>
          callsOf(targetKey).map((body): ProductWrite => {
            const answered: ProductWrite['answered'] = (product) => asSent(sku, body, product);
            return { sku, target: parseTargetKey(targetKey), body, answered };
          }),
        ),
      ),
  });
}

function asSent(sku: string, body: WooRecord, product: WooRecord): ReturnType<ProductWrite['answered']> {
  const other = Object.keys(body).find((name) => product[name] !== undefined && product[name] !== body[name]);
  if (other === undefined) return { stored: {} };
  const params = { sku, field: other, kept: String(product[other]) };
  return {
    stored: {},
    issue: failure('value', 'woocommerce.not_withdrawn', params, { field: other, isOfRecord: true }),
  };
}

async function productsByKey(context: ConnectorContext, keys: readonly string[]): Promise<Map<string, WooRecord>> {
  const products = await productsById(context, keys, fields);
  return new Map(products.map((product) => [keyOf(product), product]));
}

interface ReturnedPayload extends TargetPayload {
  sku: string;
  isPublished: boolean | null;
  isInStock: boolean | null;
  isStockOfParent: boolean | null;
  backorders: string | null;
}

/**
 * What products that come back get, in the order of the operations: only what still is as Koppel set it. What a person has changed since
 * stays.
 */
export async function bodiesOfReturned(
  context: ConnectorContext,
  operations: readonly WriteOperation<ReturnedPayload>[],
): Promise<WooRecord[]> {
  const returned = operations.flatMap(
    ({ targetKey, payload: { isPublished, isInStock, isStockOfParent, backorders } }) =>
      targetKey !== undefined && (isPublished || isInStock || isStockOfParent || backorders !== null)
        ? [targetKey]
        : [],
  );
  const products = returned.length > 0 ? await productsByKey(context, returned) : new Map<string, WooRecord>();
  return operations.map(({ targetKey, payload }): WooRecord => {
    const product = products.get(targetKey ?? '');
    if (targetKey === undefined || !product) return {};
    const { manage_stock: isManaged, stock_quantity: quantity, stock_status: stockStatus } = product;
    const isHidden = product['status'] === hiddenStatus(parseTargetKey(targetKey));
    const isEmpty = isManaged === true && quantity === 0;
    return {
      ...(payload.isPublished && isHidden && { status: 'publish' }),
      ...(payload.isInStock && isManaged === false && stockStatus === 'outofstock' && { stock_status: 'instock' }),
      ...(payload.isStockOfParent && isEmpty && { manage_stock: false }),
      ...(payload.backorders !== null && product['backorders'] === 'no' && { backorders: payload.backorders }),
    };
  });
}
