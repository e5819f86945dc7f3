import {
  withdrawArticles,
  type AnnounceEffects,
  type ConnectorContext,
  type WhenLeft,
  type WithdrawOperation,
  type WithdrawOutcome,
  type WithdrawPlan,
} from '@koppel/connector-sdk';
import { getVariants, variantsPath } from './articles.js';
import { post, writeOrSplit } from './client.js';
import { awaitsPriceKey, getArticles, type Article } from './product-writes.js';
import { failure } from './reasons.js';

export const application = 'Medusa';

type Planned = WithdrawPlan<() => Promise<void>>;

interface SoldVariant {
  manage_inventory: boolean;
  allow_backorder: boolean;
  inventory_items: {
    inventory_item_id: string;
    inventory: { location_levels: { location_id: string; stocked_quantity: number }[] | null } | null;
  }[];
}

const soldFields =
  'manage_inventory,allow_backorder,inventory_items.inventory_item_id,inventory_items.inventory.location_levels.location_id,inventory_items.inventory.location_levels.stocked_quantity';

/** Hides articles that are not sold any more, or sets them out of stock; they are never deleted. */
export function withdrawProducts(
  context: ConnectorContext,
  operations: readonly WithdrawOperation[],
  whenLeft: WhenLeft,
  announce?: AnnounceEffects,
): Promise<WithdrawOutcome[]> {
  return withdrawArticles<() => Promise<void>>(operations, {
    ...{ application, whenLeft, announce },
    plansOf: (ids) => plansOf(context, ids, whenLeft),
    write: (writes, callsOf) =>
      writeOrSplit(writes, async (some) => {
        const ids = some.map(({ targetKey }) => targetKey ?? '');
        for (const call of ids.flatMap(callsOf)) await call();
        return ids;
      }),
  });
}

async function plansOf(
  context: ConnectorContext,
  ids: readonly string[],
  whenLeft: WhenLeft,
): Promise<Map<string, Planned>> {
  const articles = await getArticles(context, ids);
  // Medusa hides products, not variants: one of several is set out of stock.
  const hidden = [...articles].filter(([, { isShared }]) => whenLeft === 'hide' && !isShared);
  const soldOut = [...articles.keys()].filter((id) => !hidden.some(([each]) => each === id));
  const variants = soldOut.length > 0 ? await getVariants<SoldVariant>(context, soldOut, soldFields) : new Map();
  return new Map([
    ...hidden.map(([id, article]): [string, Planned] => [id, planHide(context, article)]),
    ...[...variants].map(([id, variant]): [string, Planned] => [id, planSellOut(context, variant)]),
  ]);
}

function planHide(context: ConnectorContext, { product, awaitsPrice }: Article): Planned {
  if (product.status !== 'published' && !awaitsPrice) return { done: 'hidden_already', effects: [{ kind: 'hidden' }] };
  const update = [{ id: product.id, status: 'draft', ...(awaitsPrice && { metadata: { [awaitsPriceKey]: '' } }) }];
  return {
    ...{ done: 'hidden', effects: [{ kind: 'hidden' }] },
    call: () => post(context, 'products/batch?fields=id', { body: { update }, isRepeatable: true }),
  };
}

type FoundVariant = SoldVariant & { id: string; sku: string; product_id: string };

function planSellOut(context: ConnectorContext, variant: FoundVariant): Planned {
  const { id, sku, inventory_items: items, manage_inventory: isManaged, allow_backorder: isBackOrdered } = variant;
  const levels = items.flatMap(({ inventory_item_id: itemId, inventory }) =>
    (inventory?.location_levels ?? []).map((level) => ({ ...level, inventory_item_id: itemId })),
  );
  const stocked = levels.filter(({ stocked_quantity: quantity }) => quantity > 0);
  if (isManaged && !isBackOrdered && stocked.length === 0)
    return { done: 'sold_out_already', effects: [{ kind: 'sold_out' }] };
  const call = async () => {
    // Its parts are sold on their own too.
    if (items.length > 1) throw failure('value', 'medusa.stock_of_kit', { sku });
    const update = stocked.map(({ inventory_item_id: itemId, location_id: locationId }) => ({
      ...{ inventory_item_id: itemId, location_id: locationId, stocked_quantity: 0 },
    }));
    if (update.length > 0)
      await post(context, 'inventory-items/location-levels/batch', { body: { update }, isRepeatable: true });
    const body = { update: [{ id, manage_inventory: true, allow_backorder: false }] };
    await post(context, variantsPath(variant.product_id), { body, isRepeatable: true });
  };
  const sold = isManaged ? 'sold_out' : 'sold_out_unmanaged';
  return { done: 'sold_out', effects: [{ kind: sold }, ...(isBackOrdered ? [{ kind: 'backorders' }] : [])], call };
}
