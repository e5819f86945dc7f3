import {
  decodeEntities,
  divideDecimals,
  trimDecimal,
  type ConnectorContext,
  type EntityWriter,
  type TargetPayload,
  type TargetRecord,
  type WriteOperation,
  type WriteOutcome,
} from '@koppel/connector-sdk';
import type { JsonValue, Product } from '@koppel/contracts';
import { z } from 'zod';
import type { WooRecord } from './client.js';
import {
  currentProducts,
  findProducts,
  productsPerBatch,
  targetOf,
  writeProducts,
  type ProductWrite,
} from './product-writes.js';

const rateList = z
  .array(
    z
      .string()
      .trim()
      .regex(/^\d{1,3}(\.\d{1,4})?$/, 'field.percentage'),
  )
  .max(20);

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
  reducedRates: rateList.default(['9']).meta({
    title: 'Reduced VAT rates',
    description:
      'Products with one of these percentages get the tax class "Reduced rate" of the shop, all others the standard one.',
    'x-essential': false,
  }),
  zeroRates: rateList.default(['0']).meta({
    title: 'Zero VAT rates',
    description: 'Products with one of these percentages get the tax class "Zero rate" of the shop.',
    'x-essential': false,
  }),
});
type ProductSettings = z.infer<typeof productSettings>;

interface ProductPayload extends TargetPayload {
  sku: string;
  name: string;
  description: string | null;
  isPublished: boolean;
  isStocked: boolean;
  weight: string | null;
  barcode: string | null;
  /** Slug of the tax class, empty for the standard one; null leaves the shop's choice. */
  taxClass: string | null;
}

const gramsPerUnit = { kg: '1000', g: '1', lbs: '453.59237', oz: '28.349523125' } as const;

function weightOf(grams: number | undefined, unit: ProductSettings['weightUnit']): string | null {
  return grams === undefined ? null : trimDecimal(divideDecimals(String(grams), gramsPerUnit[unit], 3));
}

function taxClassOf(rate: string | undefined, settings: ProductSettings): string | null {
  if (rate === undefined) return null;
  const isIn = (rates: readonly string[]): boolean => rates.some((each) => trimDecimal(each) === trimDecimal(rate));
  if (isIn(settings.reducedRates)) return 'reduced-rate';
  return isIn(settings.zeroRates) ? 'zero-rate' : '';
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
    taxClass: taxClassOf(product.vatRatePercent, settings),
  };
}

function bodyOf(payload: ProductPayload, isNew: boolean, { newProductStatus }: ProductSettings): WooRecord {
  const body: WooRecord = { name: payload.name, manage_stock: payload.isStocked };
  if (isNew) Object.assign(body, { type: 'simple', sku: payload.sku });
  if (!payload.isPublished) body['status'] = 'draft';
  else if (isNew || newProductStatus === 'publish') body['status'] = newProductStatus;
  if (payload.description !== null) body['description'] = payload.description;
  if (payload.weight !== null) body['weight'] = payload.weight;
  if (payload.barcode !== null) body['global_unique_id'] = payload.barcode;
  if (payload.taxClass !== null) body['tax_class'] = payload.taxClass;
  return body;
}

/** A product that a person removed from the shop is made again under a new id: its SKU is what ties it to its source. */
async function recreateMissing(
  context: ConnectorContext,
  outcomes: WriteOutcome[],
  retry: { writes: ProductWrite[]; bodies: WooRecord[] },
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
    if (!write) return [];
    const target = targetOf(found.get(write.sku)?.targetKey);
    return [{ ...write, target, body: target ? write.body : (retry.bodies[index] ?? write.body) }];
  });
  const results = await writeProducts(context, again);
  return outcomes.map((outcome, index) => results[missing.indexOf(index)] ?? outcome);
}

async function write(
  context: ConnectorContext,
  operations: readonly WriteOperation<ProductPayload>[],
  settings: ProductSettings,
): Promise<WriteOutcome[]> {
  const writes = operations.map(({ payload, targetKey }): ProductWrite => {
    const target = targetOf(targetKey);
    return { sku: payload.sku, target, body: bodyOf(payload, target === undefined, settings) };
  });
  const bodies = operations.map(({ payload }) => bodyOf(payload, true, settings));
  return recreateMissing(context, await writeProducts(context, writes), { writes, bodies });
}

/** A draft that a person is to publish stays one, so only what is published tells something. */
function visibilityNow(status: JsonValue | undefined, { newProductStatus }: ProductSettings): TargetPayload {
  if (status === 'publish') return { isPublished: true };
  return newProductStatus === 'draft' ? {} : { isPublished: false };
}

function filled(value: JsonValue | undefined): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/** WordPress stores `&` as `&amp;`, in whatever way it was sent. */
function readable(value: JsonValue | undefined): string | null {
  return typeof value === 'string' ? decodeEntities(value) : null;
}

function currentPayload(product: WooRecord, settings: ProductSettings): TargetPayload {
  const weight = filled(product['weight']);
  return {
    name: readable(product['name']),
    description: readable(product['description']),
    ...visibilityNow(product['status'], settings),
    // A variation may leave its stock to its product, which is neither.
    ...(typeof product['manage_stock'] === 'boolean' && { isStocked: product['manage_stock'] }),
    weight: weight !== null && /^\d+(\.\d+)?$/.test(weight) ? trimDecimal(weight) : weight,
    ...(settings.sendBarcodes && { barcode: filled(product['global_unique_id']) }),
    taxClass: product['tax_class'] ?? null,
  };
}

function current(
  context: ConnectorContext,
  matches: readonly TargetRecord<ProductPayload>[],
  settings: ProductSettings,
): Promise<Map<string, TargetPayload>> {
  const fields = 'name,description,status,manage_stock,weight,global_unique_id,tax_class';
  return currentProducts(context, matches, { fields, payloadOf: (product) => currentPayload(product, settings) });
}

/** Creates and updates products by SKU, in batches. */
export const productWriter: EntityWriter<'product', ProductPayload, ProductSettings> = {
  entity: 'product',
  settings: productSettings,
  changes: 'create_and_update',
  batchSize: productsPerBatch,
  fromCanonical: (product, settings) => ({ payload: payloadOf(product, settings) }),
  naturalKey: (payload) => payload.sku,
  find: (context, skus) => findProducts(context, skus),
  current,
  write,
};
