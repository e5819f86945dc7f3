import {
  decodeEntities,
  htmlOfText,
  maxArticlesWithdrawn,
  plannedWhenLeft,
  sharedReason,
  textOfHtml,
  trimDecimal,
  type ConnectorContext,
  type EntityWriter,
  type TargetPayload,
  type TargetRecord,
  type WriteOperation,
  type WriteOutcome,
} from '@koppel/connector-sdk';
import type { JsonValue } from '@koppel/contracts';
import { productInBin, type WooRecord } from './client.js';
import { notesOf, payloadOf, productSettings, type ProductPayload, type ProductSettings } from './product-payload.js';
import { application, bodiesOfReturned, withdrawProducts } from './product-withdraw.js';
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

/** What is sent to a product: of one that the shop has, what is to be changed. WordPress takes HTML for its texts. */
function bodyOf(
  payload: ProductPayload,
  { isNew, isRenamed, taxSlug }: { isNew: boolean; isRenamed: boolean; taxSlug: string | undefined },
): WooRecord {
  const body: WooRecord = {};
  if (payload.name !== null) body['name'] = htmlOfText(payload.name);
  if (isNew || isRenamed) body['sku'] = payload.sku;
  if (isNew) {
    body['type'] = 'simple';
    body['status'] = payload.isPublished ? 'publish' : 'draft';
    body['manage_stock'] = payload.isStocked;
  } else if (payload.isStocked === false) {
    // The flow of stock switches it on, together with a quantity: without one a product would be sold out.
    body['manage_stock'] = false;
  }
  if (payload.description !== null)
    body['description'] = payload.descriptionFormat === 'html' ? payload.description : htmlOfText(payload.description);
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
  isInStock: 'stock_status',
  backorders: 'backorders',
} as const;

/** The fields that were sent, as the answer tells them. */
function answeredBy(payload: ProductPayload, body: WooRecord, taxes: ShopTaxes): ProductWrite['answered'] {
  return (product) => {
    const now: TargetPayload = {
      description: descriptionNow(product, payload.descriptionFormat),
      weight: weightNow(product['weight']),
      barcode: filled(product['global_unique_id']),
      ...taxNow(payload, product, taxes),
      isStocked: product['manage_stock'] ?? null,
      isPublished: product['status'] === 'publish',
      isInStock: product['stock_status'] === 'instock',
      backorders: product['backorders'] ?? null,
    };
    const sent = Object.entries(sentAs).filter(
      ([field, name]) => body[name] !== undefined && product[name] !== undefined && now[field] !== undefined,
    );
    const stored: TargetPayload = Object.fromEntries(sent.map(([field]) => [field, now[field] ?? null]));
    const parent = product['parent_id'];
    // A variation is named after its product.
    if (typeof parent !== 'number' || parent === 0) stored['name'] = readable(product['name']);
    if (product['status'] === 'trash') return { stored: {}, issue: productInBin(payload.sku) };
    return { stored, issue: taxClassUnknown(payload.sku, body, product) };
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
): Promise<WriteOutcome[]> {
  const [returns, taxes] = await Promise.all([
    bodiesOfReturned(context, operations),
    taxesFor(
      context,
      operations.map(({ payload, whole = payload }) => whole),
    ),
  ]);
  const writeOf = (
    payload: ProductPayload,
    { target, isRenamed, returned }: { target?: ProductWrite['target']; isRenamed: boolean; returned?: WooRecord },
  ): ProductWrite => {
    const options = { isNew: target === undefined, isRenamed, taxSlug: taxSlugOf(payload, taxes) };
    const body = { ...bodyOf(payload, options), ...returned };
    return { sku: payload.sku, target, body, answered: answeredBy(payload, body, taxes) };
  };
  const writes = operations.map(({ payload, targetKey, isRenamed = false }, index) =>
    writeOf(payload, { target: targetOf(targetKey), isRenamed, returned: returns[index] ?? {} }),
  );
  const creations = operations.map(({ payload, whole = payload }) => writeOf(whole, { isRenamed: false }));
  const outcomes = await recreateMissing(context, await writeProducts(context, writes), { writes, creations });
  return withoutRefusedBarcodes(context, outcomes, writes);
}

/** A barcode that the shop does not take stops no product: it is written without it. */
async function withoutRefusedBarcodes(
  context: ConnectorContext,
  outcomes: WriteOutcome[],
  writes: readonly ProductWrite[],
): Promise<WriteOutcome[]> {
  const refused = outcomes.flatMap((outcome, index) =>
    outcome.status === 'failed' && outcome.failure.reason.code === 'woocommerce.barcode_refused' ? [index] : [],
  );
  if (refused.length === 0) return outcomes;
  const again = refused.flatMap((index): ProductWrite[] => {
    const write = writes[index];
    if (!write) return [];
    const { global_unique_id: _barcode, ...body } = write.body;
    const answered: ProductWrite['answered'] = (product) => {
      const { stored, ...told } = write.answered(product);
      return { ...told, stored: { ...stored, barcode: write.body['global_unique_id'] ?? null } };
    };
    return [{ ...write, body, answered }];
  });
  const results = await writeProducts(context, again);
  return outcomes.map((outcome, index) => {
    const result = results[refused.indexOf(index)];
    if (result?.status !== 'written') return result ?? outcome;
    const barcode = String(writes[index]?.body['global_unique_id']);
    const note = sharedReason('products.barcode_refused', { application, barcode }, 'barcode');
    return { ...result, notes: [...(result.notes ?? []), note] };
  });
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

function descriptionNow({ description }: WooRecord, format: ProductSettings['descriptionFormat']): string | null {
  if (typeof description !== 'string') return null;
  return format === 'html' ? description : textOfHtml(description);
}

/** Without what an update leaves to people: whether it keeps stock, and whether it is visible. */
function currentPayload(
  product: WooRecord,
  payload: ProductPayload | undefined,
  { settings, taxes }: { settings: ProductSettings; taxes: ShopTaxes },
): TargetPayload {
  return {
    name: readable(product['name']),
    description: descriptionNow(product, settings.descriptionFormat),
    ...(payload?.isPublished === true && { isPublished: product['status'] === 'publish' }),
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
  fromCanonical: (product, settings) => ({
    payload: payloadOf(product, settings),
    notes: notesOf(product, settings),
  }),
  naturalKey: (payload) => payload.sku,
  sharedFields: {
    name: { update: 'unless_same' },
    description: { update: 'unless_same', with: ['descriptionFormat'] },
    weight: { update: 'unless_same' },
    barcode: { update: 'unless_same' },
    vatRatePercent: { update: 'unless_same', with: ['taxClass'] },
    taxClass: { update: 'unless_same', with: ['vatRatePercent'] },
    isStocked: { update: 'if_changed' },
    isPublished: { update: 'never', restored: { hidden: true } },
    isInStock: { update: 'never', restored: { sold_out_unmanaged: true } },
    isStockOfParent: { update: 'never', restored: { stock_of_parent: true } },
    backorders: { update: 'never', restoredFrom: 'backorders' },
  },
  texts: ['name', 'description'],
  foldKey: foldSku,
  find: (context, skus) => findProducts(context, skus),
  current,
  resolve: resolveTaxClasses,
  checkSettings: (context, { taxClasses }) => checkShopTaxClasses(context, taxClasses),
  write,
  withdraw: (context, operations, { whenLeft }, announce) => withdrawProducts(context, operations, whenLeft, announce),
  plannedWithdrawal: plannedWhenLeft,
  maxWithdrawn: maxArticlesWithdrawn,
  undoneBy: { sold_out: 'stock_level' },
};
