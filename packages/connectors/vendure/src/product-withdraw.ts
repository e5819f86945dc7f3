import {
  withdrawnBefore,
  withdrawnNotes,
  withdrawnOf,
  type ConnectorContext,
  type WhenLeft,
  type WithdrawOperation,
  type WithdrawnBefore,
  type WithdrawOutcome,
} from '@koppel/connector-sdk';
import { admin } from './graphql.js';
import { forgetVariants, writeOrSplit } from './variants.js';

export const application = 'Vendure';

interface SoldVariant {
  id: string;
  enabled: boolean;
  trackInventory: 'TRUE' | 'FALSE' | 'INHERIT';
  outOfStockThreshold: number;
  useGlobalOutOfStockThreshold: boolean;
  stockLevels: { stockLocationId: string; stockOnHand: number }[];
  product: { id: string; enabled: boolean; variantList: { totalItems: number } };
}

const variantsQuery = `query ($ids: [String!]!, $take: Int!) {
  productVariants(options: { filter: { id: { in: $ids } }, take: $take }) { items {
    id enabled trackInventory outOfStockThreshold useGlobalOutOfStockThreshold stockLevels { stockLocationId stockOnHand }
    product { id enabled variantList(options: { take: 1 }) { totalItems } }
  } }
}`;
const updateMutation = `mutation ($products: [UpdateProductInput!]!, $variants: [UpdateProductVariantInput!]!) {
  m0: updateProducts(input: $products) { id }
  m1: updateProductVariants(input: $variants) { id }
}`;

interface Update {
  product?: { id: string; enabled: false };
  variant?: { id: string; [field: string]: unknown };
}

type Planned =
  { update: Update; done: 'hidden' | 'sold_out'; did: string } | (WithdrawnBefore & { update?: undefined });

/** A product with one variant is hidden as a whole; of several, the one variant. */
function planHide({ id, enabled, product }: SoldVariant): Planned {
  const isShared = product.variantList.totalItems > 1;
  if (!product.enabled || (isShared && !enabled)) return { done: 'hidden_already', did: 'hidden' };
  const hidden = isShared
    ? { variant: { id, enabled: false } }
    : { product: { id: product.id, enabled: false as const } };
  return { update: hidden, done: 'hidden', did: 'hidden' };
}

function planSellOut(variant: SoldVariant): Planned {
  const { id, trackInventory, stockLevels, outOfStockThreshold: threshold, useGlobalOutOfStockThreshold } = variant;
  const isBackOrdered = !useGlobalOutOfStockThreshold && threshold < 0;
  const isTracked = trackInventory !== 'FALSE';
  if (isTracked && !isBackOrdered && stockLevels.every(({ stockOnHand }) => stockOnHand <= 0))
    return { done: 'sold_out_already', did: 'sold_out' };
  return {
    update: {
      variant: {
        id,
        trackInventory: 'TRUE',
        stockLevels: stockLevels.map(({ stockLocationId }) => ({ stockLocationId, stockOnHand: 0 })),
        ...(isBackOrdered && { outOfStockThreshold: 0 }),
      },
    },
    done: 'sold_out',
    did: [
      isTracked ? 'sold_out' : 'sold_out_untracked',
      ...(trackInventory === 'INHERIT' ? ['tracked_as_shop'] : []),
      ...(isBackOrdered ? [`threshold=${threshold}`] : []),
    ].join(' '),
  };
}

/** Hides articles that are not sold any more, or sets them out of stock; they are never deleted. */
export async function withdrawProducts(
  context: ConnectorContext,
  operations: readonly WithdrawOperation[],
  whenLeft: WhenLeft,
): Promise<WithdrawOutcome[]> {
  if (operations.length === 0) return [];
  if (whenLeft === 'leave')
    return operations.map(({ targetKey, reason }) => ({
      ...{ status: 'withdrawn', targetKey, notes: withdrawnNotes('left', { application, reason }) },
    }));
  const plans = await plansOf(context, operations, whenLeft === 'hide' ? planHide : planSellOut);
  const due = operations.filter(({ targetKey }) => plans.get(targetKey)?.update);
  const writes = due.map(({ naturalKey, targetKey }) => ({
    ...{ payload: {}, naturalKey, targetKey, idempotencyKey: naturalKey, references: {} },
  }));
  const written = await writeOrSplit(writes, async (some) => {
    const ids = some.map(({ targetKey }) => targetKey ?? '');
    const products = ids.flatMap((id) => plans.get(id)?.update?.product ?? []);
    const variants = ids.flatMap((id) => plans.get(id)?.update?.variant ?? []);
    await admin(context, { query: updateMutation, variables: { products, variants }, isRepeatable: true });
    forgetVariants(context, ids);
    return ids;
  });
  return operations.map((operation): WithdrawOutcome => {
    const plan = plans.get(operation.targetKey);
    if (plan?.update) return withdrawnOf(operation, written[due.indexOf(operation)], { application, ...plan });
    return withdrawnBefore(operation, plan, application);
  });
}

async function plansOf(
  context: ConnectorContext,
  operations: readonly WithdrawOperation[],
  plan: (variant: SoldVariant) => Planned,
): Promise<Map<string, Planned>> {
  const ids = operations.map(({ targetKey }) => targetKey);
  type Data = { productVariants: { items: SoldVariant[] } };
  const variables = { ids, take: ids.length };
  const { productVariants } = await admin<Data>(context, { query: variantsQuery, variables, isRepeatable: true });
  return new Map(productVariants.items.map((variant) => [variant.id, plan(variant)]));
}
