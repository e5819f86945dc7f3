import { ConnectorFailure, type ConnectorContext, type TargetMatch } from '@koppel/connector-sdk';
import { admin } from './graphql.js';

/** A product variant as the shop has it: what a SKU stands for in Vendure. */
export interface Variant {
  id: string;
  sku: string;
  enabled: boolean;
  /** In the smallest unit of the channel's currency. */
  price: number;
  product: { id: string; variantList: { totalItems: number } };
}

interface VariantsData {
  productVariants: { items: Variant[] };
}

const variantsQuery = `query ($filter: ProductVariantFilterParameter!, $take: Int!, $skip: Int!) {
  productVariants(options: { filter: $filter, sort: { id: ASC }, take: $take, skip: $skip }) {
    items { id sku enabled price product { id variantList(options: { take: 1 }) { totalItems } } }
  }
}`;

/** Vendure refuses longer lists than its adminListQueryLimit, 1000 unless the shop says otherwise. */
const maxPerQuery = 100;

async function loadVariants(
  context: ConnectorContext,
  by: 'sku' | 'id',
  values: readonly string[],
): Promise<Variant[]> {
  const variants: Variant[] = [];
  for (let start = 0; start < values.length; start += maxPerQuery) {
    const filter = { [by]: { in: values.slice(start, start + maxPerQuery) } };
    // A SKU is not unique in Vendure, so a list can be longer than what was asked for.
    for (let skip = 0; ; skip += maxPerQuery) {
      const variables = { filter, take: maxPerQuery, skip };
      const { productVariants } = await admin<VariantsData>(context, {
        query: variantsQuery,
        variables,
        isRepeatable: true,
      });
      variants.push(...productVariants.items);
      if (productVariants.items.length < maxPerQuery) break;
    }
  }
  for (const variant of variants) context.cache.set(`variant:${variant.id}`, variant);
  return variants;
}

/**
 * The variants of these SKUs, compared exactly: some databases find `85123a` where `85123A` was asked for. Where the shop
 * has a SKU twice the oldest variant counts.
 */
export async function findVariants(context: ConnectorContext, skus: readonly string[]): Promise<Map<string, Variant>> {
  const wanted = new Set(skus);
  const found = new Map<string, Variant>();
  for (const variant of await loadVariants(context, 'sku', [...wanted])) {
    if (wanted.has(variant.sku) && !found.has(variant.sku)) found.set(variant.sku, variant);
  }
  return found;
}

/** The variants with these ids, from this run's memory where they are there. */
export async function getVariants(context: ConnectorContext, ids: readonly string[]): Promise<Map<string, Variant>> {
  const held = (id: string) => context.cache.get(`variant:${id}`) as Variant | undefined;
  const missing = [...new Set(ids)].filter((id) => !held(id));
  if (missing.length > 0) await loadVariants(context, 'id', missing);
  const variants = new Map<string, Variant>();
  for (const id of ids) {
    const variant = held(id);
    if (variant) variants.set(id, variant);
  }
  return variants;
}

/** What a run knows of a variant is wrong once it was written. */
export function forgetVariants(context: ConnectorContext, ids: readonly string[]): void {
  for (const id of ids) context.cache.delete(`variant:${id}`);
}

/** The `find` of every writer whose natural key is a SKU. */
export async function findBySku(context: ConnectorContext, skus: readonly string[]): Promise<Map<string, TargetMatch>> {
  const variants = await findVariants(context, skus);
  return new Map([...variants].map(([sku, { id }]) => [sku, { targetKey: id }]));
}

/** An article that the shop does not have yet: the record waits for it. */
export function missingArticle(sku: string): ConnectorFailure {
  return new ConnectorFailure(
    'missing_reference',
    `The shop has no article with SKU ${sku}. This record waits and is delivered by itself once the article is there; run the products flow, or create the article in the shop.`,
    { waitsFor: `product:${sku}` },
  );
}

/** The `resolve` of the writers that only change articles: a failure for each SKU that the shop does not have. */
export async function resolveBySku(
  context: ConnectorContext,
  payloads: readonly { sku: string }[],
): Promise<Map<string, ConnectorFailure>> {
  const skus = payloads.map(({ sku }) => sku);
  const variants = await findVariants(context, skus);
  return new Map(skus.filter((sku) => !variants.has(sku)).map((sku) => [sku, missingArticle(sku)]));
}
