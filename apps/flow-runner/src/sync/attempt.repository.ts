import { wholeText } from '@koppel/connector-sdk';
import type { EntityManager } from 'typeorm';
import { type NewAttempt } from '@koppel/sync-engine';
import { orderKeyOf, searchKeys, titleOf, totalOf } from '../record/search-keys.js';
import type { RunRecord } from '../run/run.js';
import { storableJson } from '../sql.js';

/** The newest so many attempts of a record are kept. */
const attemptsKept = 100;
/** Payloads that are longer as JSON are not kept; the attempt is. */
const maxPayloadChars = 64 * 1024;
const maxSearchText = 300;
/** Stands between values: one text is several times quicker to send and to take apart than an array of many. */
const separator = '\u001e';

/**
 * Adds the attempts of a page in one statement. What was left out for the same reason as the last time only counts up; any
 * other attempt becomes the newest of its record, and the oldest goes when there are too many.
 */
export async function storeAttempts(
  transaction: EntityManager,
  run: RunRecord,
  attempts: readonly NewAttempt[],
): Promise<void> {
  if (attempts.length === 0) return;
  const rows = attempts.map(toRow);
  await transaction.query(storeSql, [
    run.organizationId,
    run.flowId,
    run.integrationId,
    run.id,
    run.kind,
    run.trigger,
    ...columns.map((column) => rows.map((row) => row[column]?.replaceAll(separator, ' ') ?? '').join(separator)),
  ]);
  await markLeftOut(transaction, run, attempts);
}

const columns = [
  'entity',
  'source_key',
  'natural_key',
  'name_key',
  'title',
  'order_key',
  'search_text',
  'target_key',
  'document',
  'amount',
  'currency',
  'outcome',
  'reason',
  'notes',
  'failure_class',
  'payload_hash',
  'payloads',
] as const;

/** Empty texts come as null out of their array. */
const required: readonly string[] = ['source_key', 'natural_key', 'name_key', 'search_text'];
const incoming = columns.map((column) => {
  if (column === 'reason' || column === 'notes' || column === 'document') return `${column}::jsonb as ${column}`;
  return required.includes(column) ? `coalesce(${column}, '') as ${column}` : column;
});
const values = columns.map((_column, index) => `string_to_array($${index + 7}, e'\\x1e', '')`).join(', ');

const known: ReadonlySet<string> = new Set(['title', 'order_key', 'amount', 'currency', 'search_text']);
const knownColumns = [...known].join(', ');
const ofNewest = [...known].map((column) => `newest.${column}`).join(', ');

/** What was not translated, such as an order that was deleted, keeps what was known of it. */
function stored(column: (typeof columns)[number]): string {
  if (!known.has(column)) return `incoming.${column}`;
  if (column === 'search_text')
    return `coalesce(nullif(incoming.search_text, ''), previous.search_text, incoming.name_key)`;
  return `coalesce(incoming.${column}, previous.${column})`;
}

// `incoming` is a table of its own: an expression in its place would not be leakproof, so no index would serve under row-level security.
const storeSql = `
  with incoming as materialized (
    select ${incoming.join(', ')}, number from unnest(${values}) with ordinality as row (${columns.join(', ')}, number)
  ), previous as materialized (
    select incoming.number, newest.id, newest.ordinal, ${ofNewest}, incoming.source_key, incoming.entity, incoming.payloads,
      incoming.outcome in ('filtered', 'failed', 'held') and (newest.outcome, newest.reason, newest.payload_hash)
        is not distinct from (incoming.outcome, incoming.reason, incoming.payload_hash) as is_same
    from incoming cross join lateral (
      select id, ordinal, outcome, reason, payload_hash, ${knownColumns} from record_attempt
      where organization_id = $1 and source_key = incoming.source_key and flow_id = $2 and entity = incoming.entity
      order by position desc limit 1
    ) as newest
  ), repeated as (
    update record_attempt set times = times + 1, at = now(), run_id = $4, kind = $5, trigger = $6, payloads = previous.payloads,
      position = nextval('record_attempt_position')
    from previous where record_attempt.id = previous.id and previous.is_same
  ), outdated as (
    update record_attempt set is_newest = false from previous where record_attempt.id = previous.id and not previous.is_same
  ), dropped as (
    delete from record_attempt using previous
    where not previous.is_same and previous.ordinal >= ${attemptsKept} and record_attempt.organization_id = $1
      and record_attempt.source_key = previous.source_key and record_attempt.flow_id = $2 and record_attempt.entity = previous.entity
      and record_attempt.ordinal <= previous.ordinal + 1 - ${attemptsKept}
  )
  insert into record_attempt (organization_id, flow_id, integration_id, run_id, kind, trigger, ordinal, ${columns.join(', ')})
  select $1, $2, $3, $4, $5, $6, coalesce(previous.ordinal, 0) + 1, ${columns.map(stored).join(', ')}
  from incoming left join previous using (number) where previous.is_same is not true order by number`;

type Row = Record<(typeof columns)[number], string | null>;

function toRow(attempt: NewAttempt): Row {
  const { entity, sourceKey, naturalKey, targetNaturalKey, targetKey, document, reason, notes, payloads } = attempt;
  const canonical = payloads.canonical ?? attempt.identity ?? null;
  const keys = searchKeys(entity, { naturalKeys: [naturalKey, targetNaturalKey ?? naturalKey], canonical });
  const title = titleOf(entity, canonical);
  const total = totalOf(entity, canonical);
  const texts = title === null ? keys : [...keys, title.toLowerCase()];
  return {
    entity,
    source_key: sourceKey,
    natural_key: naturalKey,
    name_key: keys[0] ?? '',
    title: title === null ? null : wholeText(title),
    order_key: orderKeyOf(canonical),
    search_text: canonical === null ? '' : wholeText(texts.join(' ').slice(0, maxSearchText)),
    target_key: targetKey === null ? null : wholeText(targetKey),
    document: document === null ? null : storableJson(document),
    amount: total?.amount ?? null,
    currency: total?.currency ?? null,
    outcome: attempt.outcome,
    reason: reason === null ? null : storableJson(reason),
    notes: notes === undefined ? null : storableJson(notes),
    failure_class: attempt.failureClass,
    payload_hash: attempt.payloadHash,
    payloads: payloadText(payloads),
  };
}

function payloadText(payloads: NewAttempt['payloads']): string | null {
  const text = storableJson(payloads);
  return text.length > maxPayloadChars ? null : text;
}

/** Marks linked records that were left out: once one is read again unchanged, it gets an attempt that says so. */
async function markLeftOut(transaction: EntityManager, run: RunRecord, attempts: readonly NewAttempt[]): Promise<void> {
  const leftOut = attempts.filter(
    ({ outcome }) => outcome === 'filtered' || outcome === 'failed' || outcome === 'held',
  );
  if (leftOut.length === 0) return;
  await transaction.query(
    `update record_link set is_left_out = true from unnest($3::text[]) as left_out (key)
     where flow_id = $1 and entity = $2 and source_key = left_out.key and not is_left_out`,
    [run.flowId, run.entity, leftOut.map(({ sourceKey }) => sourceKey)],
  );
}
