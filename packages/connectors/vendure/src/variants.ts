import {
  ConnectorFailure,
  pausesRun,
  type ConnectorContext,
  type TargetMatch,
  type TargetPayload,
  type TargetRecord,
  type WriteOperation,
  type WriteOutcome,
} from '@koppel/connector-sdk';
import { admin } from './graphql.js';
import { failure } from './reasons.js';

/** A product variant as the shop has it: what a SKU stands for in Vendure. */
export interface Variant {
  id: string;
  sku: string;
  enabled: boolean;
  /** In the smallest unit of the channel's currency. */
  price: number;
  taxCategory: { id: string };
  product: { id: string; variantList: { totalItems: number } };
}

interface VariantsData {
  productVariants: { items: Variant[] };
}

const variantsQuery = `query ($filter: ProductVariantFilterParameter!, $take: Int!, $skip: Int!) {
  productVariants(options: { filter: $filter, sort: { id: ASC }, take: $take, skip: $skip }) {
    items { id sku enabled price taxCategory { id } product { id variantList(options: { take: 1 }) { totalItems } } }
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
  const options = { field: 'sku', waitsFor: `product:${sku}`, isTargetGone: true };
  return failure('missing_reference', 'vendure.article_missing', { sku }, options);
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

/**
 * What articles have now, by natural key, a hundred a call.
 *
 * @param options.fields of a variant, in GraphQL, beside its id.
 */
export async function currentVariants<Variant extends { id: string }, F extends TargetPayload>(
  context: ConnectorContext,
  matches: readonly TargetRecord<F>[],
  options: { fields: string; payloadOf(variant: Variant, match: TargetRecord<F>): TargetPayload },
): Promise<Map<string, TargetPayload>> {
  const query = `query ($ids: [String!]!, $take: Int!) {
    productVariants(options: { filter: { id: { in: $ids } }, take: $take }) { items { id ${options.fields} } }
  }`;
  const current = new Map<string, TargetPayload>();
  for (let start = 0; start < matches.length; start += maxPerQuery) {
    const asked = matches.slice(start, start + maxPerQuery);
    const variables = { ids: asked.map(({ targetKey }) => targetKey), take: maxPerQuery };
    type Data = { productVariants: { items: Variant[] } };
    const { productVariants } = await admin<Data>(context, { query, variables, isRepeatable: true });
    const variants = new Map(productVariants.items.map((variant) => [variant.id, variant]));
    for (const match of asked) {
      const variant = variants.get(match.targetKey);
      if (variant) current.set(match.naturalKey, options.payloadOf(variant, match));
    }
  }
  return current;
}

/**
 * Writes many at once and, when the shop refuses the call for the sake of one of them, each alone: Vendure takes or
 * refuses a list as a whole.
 *
 * @param writeTogether gives the target keys in order, or throws.
 */
export async function writeOrSplit<F extends TargetPayload>(
  operations: readonly WriteOperation<F>[],
  writeTogether: (operations: readonly WriteOperation<F>[]) => Promise<string[]>,
): Promise<WriteOutcome[]> {
  if (operations.length === 0) return [];
  try {
    const targetKeys = await writeTogether(operations);
    return operations.map((_operation, index) => ({ status: 'written', targetKey: targetKeys[index] ?? '' }));
  } catch (error: unknown) {
    if (!(error instanceof ConnectorFailure) || concernsApplication(error)) throw error;
    if (operations.length === 1) {
      if (pausesRun(error)) throw error;
      return [{ status: 'failed', failure: error }];
    }
  }
  return writeEach(operations, writeTogether);
}

/** No answer, or one of the whole shop: splitting would not help. */
function concernsApplication({ failureClass, body, status, isOutcomeUnknown }: ConnectorFailure): boolean {
  if (failureClass === 'too_large') return false;
  const isRefusedByGraphql = body !== undefined && status === undefined;
  return (
    isOutcomeUnknown ||
    failureClass === 'permission' ||
    status !== undefined ||
    (pausesRun({ failureClass, isOfRecord: false }) && !isRefusedByGraphql)
  );
}

async function writeEach<F extends TargetPayload>(
  operations: readonly WriteOperation<F>[],
  writeTogether: (operations: readonly WriteOperation<F>[]) => Promise<string[]>,
): Promise<WriteOutcome[]> {
  const outcomes: WriteOutcome[] = [];
  for (const operation of operations) {
    try {
      const [targetKey = ''] = await writeTogether([operation]);
      outcomes.push({ status: 'written', targetKey });
    } catch (error: unknown) {
      if (!(error instanceof ConnectorFailure) || concernsApplication(error)) throw error;
      outcomes.push({ status: 'failed', failure: error });
    }
  }
  if (outcomes.some(({ status }) => status === 'written')) return outcomes.map(asRecordFailure);
  const pausing = outcomes.find((outcome) => outcome.status === 'failed' && pausesRun(outcome.failure));
  if (pausing?.status === 'failed') throw pausing.failure;
  return outcomes;
}

/** A fault of the shop at one record, while others pass, is about that record and would pause the run for ever. */
function asRecordFailure(outcome: WriteOutcome): WriteOutcome {
  if (outcome.status === 'written' || !pausesRun(outcome.failure)) return outcome;
  const said = outcome.failure.reason.params['said'] ?? outcome.failure.reason.code;
  return { status: 'failed', failure: failure('value', 'vendure.record_fault', { said }, { cause: outcome.failure }) };
}
