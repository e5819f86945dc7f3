import {
  withdrawArticles,
  type AnnounceEffects,
  type ConnectorContext,
  type WhenLeft,
  type WithdrawOperation,
  type WithdrawOutcome,
  type WithdrawPlan,
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

type Planned = WithdrawPlan<Update>;

/** A product with one variant is hidden as a whole; of several, the one variant. */
function planHide({ id, enabled, product }: SoldVariant): Planned {
  const isShared = product.variantList.totalItems > 1;
  if (!product.enabled || (isShared && !enabled)) return { done: 'hidden_already', effects: [{ kind: 'hidden' }] };
  const hidden = isShared
    ? { variant: { id, enabled: false } }
    : { product: { id: product.id, enabled: false as const } };
  return { call: hidden, done: 'hidden', effects: [{ kind: 'hidden' }] };
}

function planSellOut(variant: SoldVariant): Planned {
  const { id, trackInventory, stockLevels, outOfStockThreshold: threshold, useGlobalOutOfStockThreshold } = variant;
  const isBackOrdered = !useGlobalOutOfStockThreshold && threshold < 0;
  const isTracked = trackInventory !== 'FALSE';
  if (isTracked && !isBackOrdered && stockLevels.every(({ stockOnHand }) => stockOnHand <= 0))
    return { done: 'sold_out_already', effects: [{ kind: 'sold_out' }] };
  return {
    call: {
      variant: {
        id,
        trackInventory: 'TRUE',
        stockLevels: stockLevels.map(({ stockLocationId }) => ({ stockLocationId, stockOnHand: 0 })),
        ...(isBackOrdered && { outOfStockThreshold: 0 }),
      },
    },
    done: 'sold_out',
    effects: [
      { kind: isTracked ? 'sold_out' : 'sold_out_untracked' },
      ...(trackInventory === 'INHERIT' ? [{ kind: 'tracked_as_shop' }] : []),
      ...(isBackOrdered ? [{ kind: 'threshold', before: threshold }] : []),
    ],
  };
}

/** Hides articles that are not sold any more, or sets them out of stock; they are never deleted. */
export function withdrawProducts(
  context: ConnectorContext,
  operations: readonly WithdrawOperation[],
  whenLeft: WhenLeft,
  announce?: AnnounceEffects,
): Promise<WithdrawOutcome[]> {
  return withdrawArticles<Update>(operations, {
    ...{ application, whenLeft, announce },
    plansOf: (ids) => plansOf(context, ids, whenLeft === 'hide' ? planHide : planSellOut),
    write: (writes, callsOf) =>
      writeOrSplit(writes, async (some) => {
        const ids = some.map(({ targetKey }) => targetKey ?? '');
        const updates = ids.flatMap(callsOf);
        const products = updates.flatMap(({ product }) => product ?? []);
        const variants = updates.flatMap(({ variant }) => variant ?? []);
        await admin(context, { query: updateMutation, variables: { products, variants }, isRepeatable: true });
        forgetVariants(context, ids);
        return ids;
      }),
  });
}

async function plansOf(
  context: ConnectorContext,
  ids: readonly string[],
  plan: (variant: SoldVariant) => Planned,
): Promise<Map<string, Planned>> {
  type Data = { productVariants: { items: SoldVariant[] } };
  const variables = { ids, take: ids.length };
  const { productVariants } = await admin<Data>(context, { query: variantsQuery, variables, isRepeatable: true });
  return new Map(productVariants.items.map((variant) => [variant.id, plan(variant)]));
}
