import {
  decodeEntities,
  divideDecimals,
  taxClassChoices,
  taxClassTable,
  taxedBy,
  trimDecimal,
  type ConnectorContext,
  type EntityWriter,
  type TargetPayload,
  type TargetRecord,
  type TaxedPayload,
  type WriteOperation,
  type WriteOutcome,
} from '@koppel/connector-sdk';
import type { JsonValue, Product } from '@koppel/contracts';
import { z } from 'zod';
import { productInBin, type WooRecord } from './client.js';
import {
  currentProducts,
  findProducts,
  foldSku,
  productsPerBatch,
  targetOf,
  writeProducts,
  type ProductWrite,
} from './product-writes.js';
import { failure } from './reasons.js';
import {
  checkShopTaxClasses,
  resolveTaxClasses,
  standardClass,
  taxesFor,
  taxNow,
  taxSlugOf,
  type ShopTaxes,
} from './tax-classes.js';

export const productSettings = z.object({
  newProductStatus: z
    .enum(['publish', 'draft'])
    .default('publish')
    .meta({
      title: 'New products are',
      description:
        'Published: visitors see a product as soon as it is made. Drafts: a person completes and publishes each one; Koppel then leaves its visibility alone.',
      'x-labels': { publish: 'Published at once', draft: 'Drafts, for a person to publish' },
      'x-essential': true,
    }),
  unpublishEnded: z.boolean().default(true).meta({
    title: 'Hide articles that are no longer sold',
    description:
      'An article that has ended in the accounting becomes a draft in the shop: visitors do not see it any more, its history stays.',
    'x-essential': false,
  }),
  weightUnit: z
    .enum(['kg', 'g', 'lbs', 'oz'])
    .default('kg')
    .meta({
      title: 'Unit of weight in the shop',
      description:
        'As chosen in WooCommerce > Settings > Products. Weights are converted to it; with another unit here they would be wrong.',
      'x-labels': { kg: 'Kilograms', g: 'Grams', lbs: 'Pounds', oz: 'Ounces' },
      'x-essential': false,
    }),
  sendBarcodes: z.boolean().default(false).meta({
    title: 'Send barcodes',
    description:
      'Fills the field GTIN, UPC, EAN or ISBN (WooCommerce 9.2 and later). The shop refuses a barcode that two products have.',
    'x-essential': false,
  }),
  taxClasses: taxClassTable.meta({
    title: 'Tax classes',
    description:
      'Which tax class a product gets, by the VAT percentage of the article: 9 is 9 %. What is not listed gets the class that charges that percentage in the country of the shop; where none does, or several do, the product waits and asks for an entry here.',
    ...taxClassChoices,
    'x-key-title': 'VAT percentage of the article',
    'x-value-title': 'Tax class in WooCommerce',
    'x-essential': true,
  }),
});
type ProductSettings = z.infer<typeof productSettings>;

interface ProductPayload extends TargetPayload, TaxedPayload {
  sku: string;
  name: string;
  description: string | null;
  isPublished: boolean;
  isStocked: boolean;
  weight: string | null;
  barcode: string | null;
}

const gramsPerUnit = { kg: '1000', g: '1', lbs: '453.59237', oz: '28.349523125' } as const;

function weightOf(grams: number | undefined, unit: ProductSettings['weightUnit']): string | null {
  return grams === undefined ? null : trimDecimal(divideDecimals(String(grams), gramsPerUnit[unit], 3));
}

function payloadOf(product: Product, settings: ProductSettings): ProductPayload {
  const { barcode } = product;
  return {
    sku: product.sku,
    name: product.name,
    description: product.description ?? null,
    isPublished: product.status === 'active' || !settings.unpublishEnded,
    isStocked: product.isStocked,
    weight: weightOf(product.weightGrams, settings.weightUnit),
    barcode: settings.sendBarcodes && barcode !== undefined && /^[\d-]+$/.test(barcode) ? barcode : null,
    ...taxedBy(product.vatRatePercent, settings.taxClasses),
  };
}

/**
 * What is sent. Of a product that the shop has: whether it is visible and keeps stock changes only where that has changed at the source,
 * since people and the flow of stock set it too; its SKU where the article has another code now.
 */
function bodyOf(
  payload: ProductPayload,
  { isNew, written, taxSlug }: { isNew: boolean; written: ProductPayload | undefined; taxSlug: string | undefined },
  { newProductStatus }: ProductSettings,
): WooRecord {
  const hasChanged = (field: 'sku' | 'isStocked' | 'isPublished') => written && written[field] !== payload[field];
  const body: WooRecord = { name: payload.name };
  if (isNew) body['type'] = 'simple';
  if (isNew || hasChanged('sku')) body['sku'] = payload.sku;
  if (isNew || hasChanged('isStocked')) body['manage_stock'] = payload.isStocked;
  if (!payload.isPublished && (isNew || !written || hasChanged('isPublished'))) body['status'] = 'draft';
  else if (isNew) body['status'] = newProductStatus;
  else if (hasChanged('isPublished') && newProductStatus === 'publish') body['status'] = 'publish';
  if (payload.description !== null) body['description'] = payload.description;
  if (payload.weight !== null) body['weight'] = payload.weight;
  if (payload.barcode !== null) body['global_unique_id'] = payload.barcode;
  if (taxSlug !== undefined) body['tax_class'] = taxSlug;
  return body;
}

const sentAs = {
  description: 'description',
  weight: 'weight',
  barcode: 'global_unique_id',
  vatRatePercent: 'tax_class',
  taxClass: 'tax_class',
  isStocked: 'manage_stock',
  isPublished: 'status',
} as const;

/** The fields that were sent, as the answer tells them. */
function answeredBy(payload: ProductPayload, body: WooRecord, taxes: ShopTaxes): ProductWrite['answered'] {
  return (product) => {
    const now: TargetPayload = {
      description: readable(product['description']),
      weight: weightNow(product['weight']),
      barcode: filled(product['global_unique_id']),
      ...taxNow(payload, product, taxes),
      isStocked: product['manage_stock'] ?? null,
      isPublished: product['status'] === (payload.isPublished ? (body['status'] ?? null) : 'publish'),
    };
    const sent = Object.entries(sentAs).filter(
      ([field, name]) => body[name] !== undefined && product[name] !== undefined && now[field] !== undefined,
    );
    const stored: TargetPayload = Object.fromEntries(sent.map(([field]) => [field, now[field] ?? null]));
    const parent = product['parent_id'];
    // A variation is named after its product.
    if (typeof parent !== 'number' || parent === 0) stored['name'] = readable(product['name']);
    const isBinned = product['status'] === 'trash' && payload.isPublished;
    if (product['status'] === 'trash') delete stored['isPublished'];
    return { stored, issue: isBinned ? productInBin(payload.sku) : taxClassUnknown(payload.sku, body, product) };
  };
}

function taxClassUnknown(sku: string, { tax_class: sent }: WooRecord, { tax_class: kept }: WooRecord) {
  if (typeof sent !== 'string' || typeof kept !== 'string' || kept === sent) return undefined;
  const params = { sku, taxClass: sent || standardClass, kept: kept || standardClass };
  return failure('value', 'woocommerce.tax_class_unknown', params, { field: 'vatRatePercent', isOfRecord: true });
}

/** A product that a person removed from the shop is made again under a new id: its SKU is what ties it to its source. */
async function recreateMissing(
  context: ConnectorContext,
  outcomes: WriteOutcome[],
  retry: { writes: ProductWrite[]; creations: ProductWrite[] },
): Promise<WriteOutcome[]> {
  const missing = outcomes.flatMap((outcome, index) =>
    outcome.status === 'failed' && outcome.failure.failureClass === 'missing_reference' ? [index] : [],
  );
  if (missing.length === 0) return outcomes;
  const found = await findProducts(
    context,
    missing.flatMap((index) => retry.writes[index]?.sku ?? []),
  );
  const again = missing.flatMap((index): ProductWrite[] => {
    const write = retry.writes[index];
    const creation = retry.creations[index];
    if (!write || !creation) return [];
    const target = targetOf(found.get(write.sku)?.targetKey);
    return [target ? { ...write, target } : creation];
  });
  const results = await writeProducts(context, again);
  return outcomes.map((outcome, index) => results[missing.indexOf(index)] ?? outcome);
}

async function write(
  context: ConnectorContext,
  operations: readonly WriteOperation<ProductPayload>[],
  settings: ProductSettings,
): Promise<WriteOutcome[]> {
  const taxes = await taxesFor(
    context,
    operations.map(({ payload }) => payload),
  );
  const writeOf = (
    { payload, written }: WriteOperation<ProductPayload>,
    target: ProductWrite['target'],
  ): ProductWrite => {
    const taxSlug = taxSlugOf(payload, taxes);
    const body = bodyOf(payload, { isNew: target === undefined, written, taxSlug }, settings);
    return { sku: payload.sku, target, body, answered: answeredBy(payload, body, taxes) };
  };
  const writes = operations.map((operation) => writeOf(operation, targetOf(operation.targetKey)));
  const creations = operations.map((operation) => writeOf(operation, undefined));
  return recreateMissing(context, await writeProducts(context, writes), { writes, creations });
}

function filled(value: JsonValue | undefined): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/** WordPress stores `&` as `&amp;`, in whatever way it was sent. */
function readable(value: JsonValue | undefined): string | null {
  return typeof value === 'string' ? decodeEntities(value) : null;
}

function weightNow(value: JsonValue | undefined): string | null {
  const weight = filled(value);
  return weight !== null && /^\d+(\.\d+)?$/.test(weight) ? trimDecimal(weight) : weight;
}

/** Without what an update leaves to people: whether it keeps stock, and whether an article that is sold is visible. */
function currentPayload(
  product: WooRecord,
  payload: ProductPayload | undefined,
  { settings, taxes }: { settings: ProductSettings; taxes: ShopTaxes },
): TargetPayload {
  return {
    name: readable(product['name']),
    description: readable(product['description']),
    ...(payload?.isPublished === false && { isPublished: product['status'] === 'publish' }),
    weight: weightNow(product['weight']),
    ...(settings.sendBarcodes && { barcode: filled(product['global_unique_id']) }),
    ...(payload && taxNow(payload, product, taxes)),
  };
}

async function current(
  context: ConnectorContext,
  matches: readonly TargetRecord<ProductPayload>[],
  settings: ProductSettings,
): Promise<Map<string, TargetPayload>> {
  const taxes = await taxesFor(
    context,
    matches.flatMap(({ payload }) => payload ?? []),
  );
  const fields = 'name,description,status,weight,global_unique_id,tax_class';
  return currentProducts(context, matches, {
    fields,
    payloadOf: (product, { payload }) => currentPayload(product, payload, { settings, taxes }),
  });
}

/** Creates and updates products by SKU, in batches. */
export const productWriter: EntityWriter<'product', ProductPayload, ProductSettings> = {
  entity: 'product',
  settings: productSettings,
  changes: 'create_and_update',
  batchSize: productsPerBatch,
  fromCanonical: (product, settings) => ({ payload: payloadOf(product, settings) }),
  naturalKey: (payload) => payload.sku,
  texts: ['name', 'description'],
  foldKey: foldSku,
  find: (context, skus) => findProducts(context, skus),
  current,
  resolve: resolveTaxClasses,
  checkSettings: (context, { taxClasses }) => checkShopTaxClasses(context, taxClasses),
  write,
};
