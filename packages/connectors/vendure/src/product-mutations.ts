import { ConnectorFailure, type ConnectorContext, type WriteOperation } from '@koppel/connector-sdk';
import { findTaxCategory, loadChannel, type Channel } from './channel.js';
import { admin } from './graphql.js';
import type { ProductForm } from './products.js';
import { findVariants, forgetVariants, getVariants, type Variant } from './variants.js';

type Operation = WriteOperation<ProductForm>;

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
export function slugOf({ sku, name }: Pick<ProductForm, 'sku' | 'name'>): string {
  const plain = `${name} ${sku}`.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '') || 'article';
}

function languageOf(form: ProductForm, channel: Channel): string {
  return form.language === 'channel' ? channel.language : form.language;
}

function taxCategoryOf(form: ProductForm, channel: Channel): { taxCategoryId?: string } {
  const taxCategoryId = form.vatRatePercent === null ? undefined : findTaxCategory(channel, form.vatRatePercent);
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
    operations.map(({ form }) => form.sku),
  );
  const missing = operations.filter(({ form }) => !existing.has(form.sku));
  const productIds = await ensureProducts(
    context,
    missing.map(({ form }) => form),
    channel,
  );
  const input = missing.map(({ form }, index) => ({
    productId: productIds[index],
    sku: form.sku,
    enabled: !form.isHiddenUntilPriced,
    trackInventory: form.isStocked ? 'INHERIT' : 'FALSE',
    translations: [{ languageCode: languageOf(form, channel), name: form.name }],
    ...taxCategoryOf(form, channel),
  }));
  const ids = new Map([...existing].map(([sku, { id }]) => [sku, id]));
  if (input.length > 0) {
    type Created = { m0: ({ id: string; sku: string } | null)[] };
    const request = { query: createVariantsMutation, variables: { input }, isRepeatable: false };
    for (const variant of (await admin<Created>(context, request)).m0) if (variant) ids.set(variant.sku, variant.id);
  }
  return operations.map(({ form }) => {
    const id = ids.get(form.sku);
    if (id !== undefined) return id;
    throw new ConnectorFailure(
      'intermittent',
      `Vendure did not say under which number it created ${form.sku}. Koppel looks it up before it tries again.`,
      {
        isOutcomeUnknown: true,
      },
    );
  });
}

async function ensureProducts(
  context: ConnectorContext,
  forms: readonly ProductForm[],
  channel: Channel,
): Promise<string[]> {
  if (forms.length === 0) return [];
  const unfinished = await findUnfinished(context, forms);
  const ids = forms.map((form) => {
    const id = unfinished.get(slugOf(form));
    unfinished.delete(slugOf(form));
    return id;
  });
  const wanted = forms.filter((_form, index) => ids[index] === undefined);
  const created = await createBareProducts(context, wanted, channel);
  return ids.map((id) => id ?? created.shift() ?? '');
}

/** By slug: products without any variant. */
async function findUnfinished(context: ConnectorContext, forms: readonly ProductForm[]): Promise<Map<string, string>> {
  const variables = { slugs: [...new Set(forms.map(slugOf))], take: 100 };
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
  forms: readonly ProductForm[],
  channel: Channel,
): Promise<string[]> {
  if (forms.length === 0) return [];
  const variables = Object.fromEntries(
    forms.map((form, index) => [
      `p${index}`,
      {
        enabled: form.publish === 'yes',
        translations: [
          {
            languageCode: languageOf(form, channel),
            name: form.name,
            slug: slugOf(form),
            description: form.description ?? '',
          },
        ],
      },
    ]),
  );
  const declared = forms.map((_form, index) => `$p${index}: CreateProductInput!`).join(', ');
  const calls = forms.map((_form, index) => `m${index}: createProduct(input: $p${index}) { id }`).join(' ');
  const request = { query: `mutation (${declared}) { ${calls} }`, variables, isRepeatable: false };
  const created = await admin<Record<string, { id: string }>>(context, request);
  return forms.map((_form, index) => created[`m${index}`]?.id ?? '');
}

/**
 * Updates products and variants. A product that a person gave several variants is theirs: only the variant's own name,
 * tax and visibility are changed.
 */
export async function updateProducts(context: ConnectorContext, operations: readonly Operation[]): Promise<string[]> {
  const channel = await loadChannel(context);
  const ids = operations.map(({ targetKey }) => targetKey ?? '');
  const variants = await getVariants(context, ids);
  const products: Record<string, unknown>[] = [];
  const changed: Record<string, unknown>[] = [];
  for (const { form, targetKey } of operations) {
    const variant = variants.get(targetKey ?? '');
    if (!variant) throw goneArticle(form.sku);
    const isShared = variant.product.variantList.totalItems > 1;
    if (!isShared) products.push(productInput(form, variant, channel));
    changed.push(variantInput(form, variant, { channel, isShared }));
  }
  await admin(context, { query: updateMutation, variables: { products, variants: changed }, isRepeatable: true });
  forgetVariants(context, ids);
  return ids;
}

function productInput(form: ProductForm, { product }: Variant, channel: Channel): Record<string, unknown> {
  const translation = { languageCode: languageOf(form, channel), name: form.name };
  return {
    id: product.id,
    translations: [form.description === null ? translation : { ...translation, description: form.description }],
    ...(form.publish !== 'keep' && { enabled: form.publish === 'yes' }),
  };
}

function variantInput(
  form: ProductForm,
  variant: Variant,
  { channel, isShared }: { channel: Channel; isShared: boolean },
): Record<string, unknown> {
  return {
    id: variant.id,
    translations: [{ languageCode: languageOf(form, channel), name: form.name }],
    ...taxCategoryOf(form, channel),
    ...(!form.isStocked && { trackInventory: 'FALSE' }),
    ...(isShared && visibilityOf(form, variant)),
  };
}

/** Of one variant among several; a product with one variant is shown or hidden as a whole. */
function visibilityOf(form: ProductForm, { price }: Variant): { enabled?: boolean } {
  if (form.publish === 'no') return { enabled: false };
  return form.publish === 'yes' && (price > 0 || !form.isHiddenUntilPriced) ? { enabled: true } : {};
}

function goneArticle(sku: string): ConnectorFailure {
  return new ConnectorFailure(
    'value',
    `The article ${sku} was deleted in the shop after it was delivered there. Delete it at the source too, or restore it in the shop and try again.`,
  );
}
