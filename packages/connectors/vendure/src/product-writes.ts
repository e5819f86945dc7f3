import { htmlOfText, type ConnectorContext, type ConnectorFailure, type WriteOperation } from '@koppel/connector-sdk';
import { loadChannel, type Channel } from './channel.js';
import { admin } from './graphql.js';
import type { ProductPayload } from './products.js';
import { failure } from './reasons.js';
import { taxCategoryOf } from './tax-classes.js';
import { findVariants, forgetVariants, getVariants, type Variant } from './variants.js';

type Operation = WriteOperation<ProductPayload>;

interface ProductsBySlug {
  products: { items: { id: string; slug: string; variantList: { totalItems: number } }[] };
}

const productsBySlugQuery = `query ($slugs: [String!]!, $take: Int!) {
  products(options: { filter: { slug: { in: $slugs } }, sort: { id: ASC }, take: $take }) {
    items { id slug variantList(options: { take: 1 }) { totalItems } }
  }
}`;
const createVariantsMutation = `mutation ($input: [CreateProductVariantInput!]!) { m0: createProductVariants(input: $input) { id sku } }`;
const updateMutation = `mutation ($products: [UpdateProductInput!]!, $variants: [UpdateProductVariantInput!]!) {
  m0: updateProducts(input: $products) { id }
  m1: updateProductVariants(input: $variants) { id }
}`;

/** The address of the article's page, the same at every try: what an unfinished creation is recognised by. */
export function slugOf({ sku, name }: Pick<ProductPayload, 'sku' | 'name'>): string {
  const plain = `${name ?? ''} ${sku}`.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '') || 'article';
}

function languageOf(payload: ProductPayload, channel: Channel): string {
  return payload.language === 'channel' ? channel.language : payload.language;
}

function taxOf(payload: ProductPayload, channel: Channel): { taxCategoryId?: string } {
  const taxCategoryId = taxCategoryOf(payload, channel)?.id;
  return taxCategoryId === undefined ? {} : { taxCategoryId };
}

/**
 * Creates products and then their variants, which Vendure has no single call for. A product without a variant is the
 * rest of a creation that was cut off, and is used instead of a second one.
 *
 * @returns the ids of the variants, in order.
 */
export async function createProducts(context: ConnectorContext, operations: readonly Operation[]): Promise<string[]> {
  const channel = await loadChannel(context);
  // A creation whose answer was lost, or the other half of a batch that was refused, may be there already.
  const existing = await findVariants(
    context,
    operations.map(({ payload }) => payload.sku),
  );
  const missing = operations.filter(({ payload }) => !existing.has(payload.sku));
  const productIds = await ensureProducts(
    context,
    missing.map(({ payload }) => payload),
    channel,
  );
  const input = missing.map(({ payload }, index) => ({
    productId: productIds[index],
    sku: payload.sku,
    enabled: !payload.isHiddenUntilPriced,
    trackInventory: payload.isStocked ? 'INHERIT' : 'FALSE',
    translations: [{ languageCode: languageOf(payload, channel), name: payload.name ?? payload.sku }],
    ...taxOf(payload, channel),
  }));
  const ids = new Map([...existing].map(([sku, { id }]) => [sku, id]));
  if (input.length > 0) {
    type Created = { m0: ({ id: string; sku: string } | null)[] };
    const request = { query: createVariantsMutation, variables: { input }, isRepeatable: false };
    for (const variant of (await admin<Created>(context, request)).m0) if (variant) ids.set(variant.sku, variant.id);
  }
  return operations.map(({ payload }) => {
    const id = ids.get(payload.sku);
    if (id !== undefined) return id;
    throw failure('intermittent', 'vendure.article_without_id', { sku: payload.sku }, { isOutcomeUnknown: true });
  });
}

async function ensureProducts(
  context: ConnectorContext,
  payloads: readonly ProductPayload[],
  channel: Channel,
): Promise<string[]> {
  if (payloads.length === 0) return [];
  const unfinished = await findUnfinished(context, payloads);
  const ids = payloads.map((payload) => {
    const id = unfinished.get(slugOf(payload));
    unfinished.delete(slugOf(payload));
    return id;
  });
  const wanted = payloads.filter((_payload, index) => ids[index] === undefined);
  const created = await createBareProducts(context, wanted, channel);
  return ids.map((id) => id ?? created.shift() ?? '');
}

/** By slug: products without any variant. */
async function findUnfinished(
  context: ConnectorContext,
  payloads: readonly ProductPayload[],
): Promise<Map<string, string>> {
  const variables = { slugs: [...new Set(payloads.map(slugOf))], take: 100 };
  const { products } = await admin<ProductsBySlug>(context, {
    query: productsBySlugQuery,
    variables,
    isRepeatable: true,
  });
  const empty = products.items.filter(({ variantList }) => variantList.totalItems === 0);
  return new Map(empty.map(({ slug, id }) => [slug, id]));
}

/** Several in one request: Vendure has no list form of createProduct. */
async function createBareProducts(
  context: ConnectorContext,
  payloads: readonly ProductPayload[],
  channel: Channel,
): Promise<string[]> {
  if (payloads.length === 0) return [];
  const variables = Object.fromEntries(
    payloads.map((payload, index) => [
      `p${index}`,
      {
        enabled: payload.isShown === true,
        translations: [
          {
            languageCode: languageOf(payload, channel),
            name: payload.name ?? payload.sku,
            slug: slugOf(payload),
            description: htmlOf(payload) ?? '',
          },
        ],
      },
    ]),
  );
  const declared = payloads.map((_payload, index) => `$p${index}: CreateProductInput!`).join(', ');
  const calls = payloads.map((_payload, index) => `m${index}: createProduct(input: $p${index}) { id }`).join(' ');
  const request = { query: `mutation (${declared}) { ${calls} }`, variables, isRepeatable: false };
  const created = await admin<Record<string, { id: string }>>(context, request);
  return payloads.map((_payload, index) => created[`m${index}`]?.id ?? '');
}

/**
 * Updates products and variants. A product that a person gave several variants is theirs: only the variant's own name,
 * tax and visibility are changed.
 */
export async function updateProducts(context: ConnectorContext, operations: readonly Operation[]): Promise<string[]> {
  const channel = await loadChannel(context);
  const ids = operations.map(({ targetKey }) => targetKey ?? '');
  const variants = await getVariants(context, ids);
  await checkRenamed(context, operations);
  const products: Record<string, unknown>[] = [];
  const changed: Record<string, unknown>[] = [];
  for (const { payload, targetKey, isRenamed } of operations) {
    const variant = variants.get(targetKey ?? '');
    if (!variant) throw goneArticle(payload.sku);
    const isShared = variant.product.variantList.totalItems > 1;
    if (!isShared) products.push(productInput(payload, variant, channel));
    changed.push({ ...variantInput(payload, variant, { channel, isShared }), ...(isRenamed && { sku: payload.sku }) });
  }
  await admin(context, { query: updateMutation, variables: { products, variants: changed }, isRepeatable: true });
  forgetVariants(context, ids);
  return ids;
}

/** Vendure itself takes a SKU twice; stock, prices and orders of the two could not be told apart then. */
async function checkRenamed(context: ConnectorContext, operations: readonly Operation[]): Promise<void> {
  const renamed = operations.filter(({ isRenamed }) => isRenamed);
  if (renamed.length === 0) return;
  const found = await findVariants(
    context,
    renamed.map(({ payload }) => payload.sku),
  );
  for (const { payload, targetKey } of renamed) {
    const other = found.get(payload.sku);
    if (other && other.id !== targetKey)
      throw failure('duplicate', 'vendure.sku_taken', { sku: payload.sku, variant: other.id }, { field: 'sku' });
  }
}

/** Vendure shows descriptions as HTML, and names as they are. */
function htmlOf({ description, descriptionFormat }: ProductPayload): string | null {
  return description === null || descriptionFormat === 'html' ? description : htmlOfText(description);
}

function productInput(payload: ProductPayload, { product }: Variant, channel: Channel): Record<string, unknown> {
  const { name } = payload;
  const description = htmlOf(payload);
  const texts = { ...(name !== null && { name }), ...(description !== null && { description }) };
  return {
    id: product.id,
    ...(Object.keys(texts).length > 0 && { translations: [{ languageCode: languageOf(payload, channel), ...texts }] }),
    ...(payload.isShown && { enabled: true }),
  };
}

function variantInput(
  payload: ProductPayload,
  variant: Variant,
  { channel, isShared }: { channel: Channel; isShared: boolean },
): Record<string, unknown> {
  return {
    id: variant.id,
    ...(payload.name !== null && {
      translations: [{ languageCode: languageOf(payload, channel), name: payload.name }],
    }),
    ...taxOf(payload, channel),
    ...(payload.isTrackedAsShop && { trackInventory: 'INHERIT' }),
    ...(payload.isStocked === false && { trackInventory: 'FALSE' }),
    ...(payload.outOfStockThreshold !== null && { outOfStockThreshold: payload.outOfStockThreshold }),
    ...(isShared && visibilityOf(payload, variant)),
  };
}

/** Of one variant among several; a product with one variant is shown or hidden as a whole. */
function visibilityOf(payload: ProductPayload, { price }: Variant): { enabled?: boolean } {
  return payload.isShown && (price > 0 || !payload.isHiddenUntilPriced) ? { enabled: true } : {};
}

function goneArticle(sku: string): ConnectorFailure {
  return failure('value', 'vendure.article_deleted', { sku }, { field: 'sku', isTargetGone: true });
}
