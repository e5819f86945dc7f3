import type { ConnectorContext, WriteOperation } from '@koppel/connector-sdk';
import { createHash } from 'node:crypto';
import { findBySku, getVariants, goneArticle, variantsPath, type Variant } from './articles.js';
import { getByKeys, post } from './client.js';
import type { ProductPayload, ProductSettings } from './products.js';
import { failure } from './reasons.js';
import { loadShippingProfileId, loadShop, loadTaxRates, productTypeFor, type TaxRates } from './shop.js';

type Operation = WriteOperation<ProductPayload>;

/** In a product's metadata: a draft of ours that the price flow publishes with its first price. Empty once that was done. */
export const awaitsPriceKey = 'koppel_publish_when_priced';

export interface Product {
  id: string;
  title: string;
  description: string | null;
  status: string;
  type_id: string | null;
  metadata: Record<string, unknown> | null;
  variants: { id: string }[];
}

interface VariantFacts {
  title: string | null;
  manage_inventory: boolean;
  barcode: string | null;
  weight: number | null;
  prices: { id: string }[];
}

export interface Article {
  variant: Variant & VariantFacts;
  product: Product;
  /** A person made several variants of the product: only what is the variant's own is ours. */
  isShared: boolean;
  awaitsPrice: boolean;
}

export function awaitsPrice({ status, metadata }: Pick<Product, 'status' | 'metadata'>): boolean {
  return status === 'draft' && metadata?.[awaitsPriceKey] === true;
}

/** Articles by the id of their variant, as they are now. */
export async function getArticles(
  context: ConnectorContext,
  variantIds: readonly string[],
): Promise<Map<string, Article>> {
  const fields = 'title,manage_inventory,barcode,weight,prices.id';
  const variants = await getVariants<VariantFacts>(context, variantIds, fields);
  const products = await getByKeys<Product>(context, 'products', {
    ...{ list: 'products', by: 'id', keys: [...variants.values()].map(({ product_id: id }) => id) },
    fields: 'id,title,description,status,type_id,metadata,variants.id',
  });
  const byId = new Map(products.map((product) => [product.id, product]));
  return new Map(
    [...variants].flatMap(([id, variant]) => {
      const product = byId.get(variant.product_id);
      if (!product) return [];
      return [[id, { variant, product, isShared: product.variants.length > 1, awaitsPrice: awaitsPrice(product) }]];
    }),
  );
}

/** The address of the article's page: the same at every try, and never that of another SKU. */
export function handleOf({ sku, name }: Pick<ProductPayload, 'sku' | 'name'>): string {
  const plain = `${name ?? ''} ${sku}`.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const words =
    plain
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 150) || 'article';
  return `${words}-${createHash('sha256').update(sku).digest('hex').slice(0, 6)}`;
}

const option = { title: 'Default option', value: 'Default option value' };

async function ratesFor(context: ConnectorContext, settings: ProductSettings): Promise<TaxRates | undefined> {
  return settings.shopTax === 'by_rate' ? loadTaxRates(context, settings.taxCountry) : undefined;
}

/** Drafts where nothing says otherwise; what has no price yet is published by its first one. */
function visibilityOf(payload: ProductPayload, hasPrice: boolean) {
  if (!payload.isShown) return {};
  if (hasPrice || !payload.isHiddenUntilPriced) return { status: 'published' };
  return { status: 'draft', metadata: { [awaitsPriceKey]: true } };
}

/**
 * Creates products with one variant each; all or none of a call. One whose SKU is there already (an answer was lost) is not
 * created again.
 *
 * @returns the ids of the variants, in order.
 */
export async function createProducts(
  context: ConnectorContext,
  operations: readonly Operation[],
  settings: ProductSettings,
): Promise<string[]> {
  const skus = operations.map(({ payload }) => payload.sku);
  const [shop, rates, shippingProfileId, existing] = await Promise.all([
    ...([loadShop(context), ratesFor(context, settings), loadShippingProfileId(context)] as const),
    findBySku(context, skus),
  ]);
  const salesChannelId = settings.salesChannel || shop.salesChannelId;
  const create = operations
    .filter(({ payload }) => !existing.has(payload.sku))
    .map(({ payload }) => ({
      title: payload.name ?? payload.sku,
      handle: handleOf(payload),
      description: payload.description || undefined,
      ...{ status: 'draft', ...visibilityOf(payload, false) },
      ...(salesChannelId !== undefined && { sales_channels: [{ id: salesChannelId }] }),
      ...(shippingProfileId !== undefined && { shipping_profile_id: shippingProfileId }),
      ...typeOf(payload, rates, null),
      options: [{ title: option.title, values: [option.value] }],
      variants: [
        {
          title: 'Default variant',
          sku: payload.sku,
          manage_inventory: payload.isStocked === true,
          options: { [option.title]: option.value },
          prices: [],
          ...ownFields(payload),
        },
      ],
    }));
  const ids = new Map([...existing].map(([sku, { targetKey }]) => [sku, targetKey]));
  if (create.length > 0) {
    type Created = { created: { variants: { id: string; sku: string }[] }[] };
    const path = 'products/batch?fields=id,variants.id,variants.sku';
    const { created } = await post<Created>(context, path, { body: { create }, isRepeatable: false });
    for (const { id, sku } of created.flatMap(({ variants }) => variants)) ids.set(sku, id);
  }
  return skus.map((sku) => {
    const id = ids.get(sku);
    if (id !== undefined) return id;
    throw failure('intermittent', 'medusa.created_unknown', { sku }, { isOutcomeUnknown: true });
  });
}

function ownFields({ barcode, weightGrams }: ProductPayload) {
  return { ...(barcode && { barcode }), ...(weightGrams !== null && { weight: weightGrams }) };
}

/** A type that a person chose stays where it has nothing to do with a rate. */
function typeOf(
  payload: ProductPayload,
  rates: TaxRates | undefined,
  held: string | null,
): { type_id?: string | null } {
  if (!rates || payload.vatRatePercent === null) return {};
  const typeId = productTypeFor(rates, payload.vatRatePercent);
  if (typeId === undefined || typeId === held) return {};
  const isRateType = rates.byProductType.some((rate) => rate.typeId === held);
  return typeId !== null || isRateType ? { type_id: typeId } : {};
}

/** Updates products and, where something of theirs differs, their variants. */
export async function updateProducts(
  context: ConnectorContext,
  operations: readonly Operation[],
  settings: ProductSettings,
): Promise<string[]> {
  const ids = operations.map(({ targetKey }) => targetKey ?? '');
  const [articles, rates] = await Promise.all([getArticles(context, ids), ratesFor(context, settings)]);
  const changes = operations.map(({ payload, whole = payload, targetKey, isRenamed = false }): Change => {
    const article = articles.get(targetKey ?? '');
    if (!article) throw goneArticle(payload.sku);
    return { article, payload, whole, isRenamed };
  });
  const update = changes.filter(({ article }) => !article.isShared).map((change) => productUpdate(change, rates));
  if (update.length > 0) await post(context, 'products/batch?fields=id', { body: { update }, isRepeatable: true });
  await Promise.all(
    changes.map(async (change) => {
      const { variant } = change.article;
      const changed = variantUpdate(change);
      if (Object.keys(changed).length === 0) return;
      const body = { update: [{ id: variant.id, ...changed }] };
      await post(context, variantsPath(variant.product_id), { body, isRepeatable: true });
    }),
  );
  return ids;
}

interface Change {
  article: Article;
  payload: ProductPayload;
  whole: ProductPayload;
  isRenamed: boolean;
}

/** Whether an article is seen is the shop's own, until it comes back at the source or gets its first price. */
function shownAgain({ article: { awaitsPrice: isAwaiting, variant }, payload, whole }: Change) {
  return visibilityOf(isAwaiting ? whole : payload, variant.prices.length > 0);
}

function productUpdate(change: Change, rates: TaxRates | undefined) {
  const { article, payload } = change;
  const { product } = article;
  return {
    id: product.id,
    ...(payload.name !== null && { title: payload.name }),
    ...(payload.description !== null && { description: payload.description }),
    ...shownAgain(change),
    ...typeOf(payload, rates, product.type_id),
  };
}

/** Stock keeping that was switched off in the shop is not switched on again. */
function variantUpdate({ article: { variant, isShared }, payload, isRenamed }: Change): Record<string, unknown> {
  const barcode = payload.barcode === '' ? null : payload.barcode;
  return {
    ...(isRenamed && { sku: payload.sku }),
    ...(isShared && payload.name !== null && variant.title !== payload.name && { title: payload.name }),
    ...(payload.isStocked === false && variant.manage_inventory && { manage_inventory: false }),
    ...(payload.isBackOrdered && { allow_backorder: true }),
    ...(payload.barcode !== null && variant.barcode !== barcode && { barcode }),
    ...(payload.weightGrams !== null && variant.weight !== payload.weightGrams && { weight: payload.weightGrams }),
  };
}
