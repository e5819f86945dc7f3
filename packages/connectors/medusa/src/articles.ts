import type { ConnectorContext, ConnectorFailure, TargetMatch } from '@koppel/connector-sdk';
import { getByKeys } from './client.js';
import { failure } from './reasons.js';

/** A product variant, which is what a SKU stands for in Medusa. */
export interface Variant {
  id: string;
  sku: string;
  product_id: string;
}

/** Variants of these SKUs. A SKU is unique in Medusa, and upper and lower case differ. */
export async function findBySku(context: ConnectorContext, skus: readonly string[]): Promise<Map<string, TargetMatch>> {
  const variants = await getByKeys<Variant>(context, 'product-variants', {
    ...{ list: 'variants', by: 'sku', keys: skus },
    fields: 'id,sku',
  });
  const wanted = new Set(skus);
  return new Map(variants.filter(({ sku }) => wanted.has(sku)).map(({ id, sku }) => [sku, { targetKey: id }]));
}

/**
 * Variants by id, as they are now.
 *
 * @param fields of a variant beside id, SKU and product
 */
export async function getVariants<More>(
  context: ConnectorContext,
  ids: readonly string[],
  fields: string,
): Promise<Map<string, Variant & More>> {
  const variants = await getByKeys<Variant & More>(context, 'product-variants', {
    ...{ list: 'variants', by: 'id', keys: ids },
    fields: `id,sku,product_id,${fields}`,
  });
  return new Map(variants.map((variant) => [variant.id, variant]));
}

/** An article that the shop does not have yet: the record waits for it. */
export function missingArticle(sku: string): ConnectorFailure {
  return failure(
    'missing_reference',
    'medusa.article_missing',
    { sku },
    { waitsFor: `product:${sku}`, isTargetGone: true },
  );
}

/** An article that was in the shop and is not any more. */
export function goneArticle(sku: string): ConnectorFailure {
  return failure('value', 'medusa.article_gone', { sku }, { isTargetGone: true });
}

/** The `resolve` of the writers that only change articles: a failure for each SKU that the shop does not have. */
export async function resolveBySku(
  context: ConnectorContext,
  payloads: readonly { sku: string }[],
): Promise<Map<string, ConnectorFailure>> {
  const skus = payloads.map(({ sku }) => sku);
  const found = await findBySku(context, skus);
  return new Map(skus.filter((sku) => !found.has(sku)).map((sku) => [sku, missingArticle(sku)]));
}

/** Changes of variants, one call per product. Never by way of the product: Medusa would delete what is not in the list. */
export function variantsPath(productId: string): string {
  return `products/${encodeURIComponent(productId)}/variants/batch?fields=id`;
}

/** Values by the key that `keyOf` gives, in order. */
export function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
