import {
  divideDecimals,
  trimDecimal,
  type ConnectorContext,
  type EntityWriter,
  type Form,
  type TargetRecord,
  type WriteOperation,
  type WriteOutcome,
} from '@koppel/connector-sdk';
import type { JsonValue, Product } from '@koppel/contracts';
import type { WooRecord } from './client.js';
import { productsPerBatch, targetOf, writeProducts, type ProductWrite } from './product-batch.js';
import { currentProducts } from './current-products.js';
import { findProducts } from './product-lookup.js';
import { productSettings, type ProductSettings } from './product-settings.js';

interface ProductForm extends Form {
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

function formOf(product: Product, settings: ProductSettings): ProductForm {
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

function bodyOf(form: ProductForm, isNew: boolean, { newProductStatus }: ProductSettings): WooRecord {
  const body: WooRecord = { name: form.name, manage_stock: form.isStocked };
  if (isNew) Object.assign(body, { type: 'simple', sku: form.sku });
  if (!form.isPublished) body['status'] = 'draft';
  else if (isNew || newProductStatus === 'publish') body['status'] = newProductStatus;
  if (form.description !== null) body['description'] = form.description;
  if (form.weight !== null) body['weight'] = form.weight;
  if (form.barcode !== null) body['global_unique_id'] = form.barcode;
  if (form.taxClass !== null) body['tax_class'] = form.taxClass;
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
  operations: readonly WriteOperation<ProductForm>[],
  settings: ProductSettings,
): Promise<WriteOutcome[]> {
  const writes = operations.map(({ form, targetKey }): ProductWrite => {
    const target = targetOf(targetKey);
    return { sku: form.sku, target, body: bodyOf(form, target === undefined, settings) };
  });
  const bodies = operations.map(({ form }) => bodyOf(form, true, settings));
  return recreateMissing(context, await writeProducts(context, writes), { writes, bodies });
}

/** A draft that a person is to publish stays one, so only what is published tells something. */
function visibilityNow(status: JsonValue | undefined, { newProductStatus }: ProductSettings): Form {
  if (status === 'publish') return { isPublished: true };
  return newProductStatus === 'draft' ? {} : { isPublished: false };
}

function filled(value: JsonValue | undefined): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

function currentForm(product: WooRecord, settings: ProductSettings): Form {
  const weight = filled(product['weight']);
  return {
    name: product['name'] ?? null,
    description: product['description'] ?? null,
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
  matches: readonly TargetRecord<ProductForm>[],
  settings: ProductSettings,
): Promise<Map<string, Form>> {
  const fields = 'name,description,status,manage_stock,weight,global_unique_id,tax_class';
  return currentProducts(context, matches, { fields, formOf: (product) => currentForm(product, settings) });
}

/** Creates and updates products by SKU, in batches. */
export const productWriter: EntityWriter<'product', ProductForm, ProductSettings> = {
  entity: 'product',
  settings: productSettings,
  changes: 'create_and_update',
  batchSize: productsPerBatch,
  fromCanonical: (product, settings) => ({ form: formOf(product, settings) }),
  naturalKey: (form) => form.sku,
  find: (context, skus) => findProducts(context, skus),
  current,
  write,
};
