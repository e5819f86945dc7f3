import type { EntityKind } from '@koppel/contracts';
import type { NewAttempt } from '../record/attempt.js';
import type { Delivery } from './delivery-tools.js';
import { isHeld, type LinkChange, type ReadyRecord, type RecordResult } from './record.js';
import type { TranslatedPage } from './translate.js';

/** One for each record that something was done with or that was left out; unchanged records have none. */
export function attemptsOfPage(entity: EntityKind, page: TranslatedPage, delivery: Delivery): NewAttempt[] {
  const ready = new Map(page.ready.map((record) => [record.sourceKey, record]));
  const ends = [...page.ended, ...delivery.results];
  const notDelivered = ends.flatMap(([sourceKey, result]): NewAttempt[] => {
    const record = page.records.get(sourceKey);
    const why = whyNotDelivered(result);
    if (!record || !why) return [];
    const translated = ready.get(sourceKey);
    const canonical = translated?.canonical ?? page.canonicals.get(sourceKey) ?? null;
    const payloads = { source: record.native, canonical, target: translated?.form ?? null };
    const { naturalKey } = record;
    const known = { entity, sourceKey, naturalKey, targetKey: null, payloads };
    return [{ ...known, ...why, formHash: translated?.hash ?? null, targetNaturalKey: translated?.naturalKey ?? null }];
  });
  return [...attemptsOfLinks(entity, page, delivery.links), ...notDelivered];
}

/** One for each record that was written, or found at the target and linked; an order's customer as well. */
export function attemptsOfLinks(
  entity: EntityKind,
  { records }: Pick<TranslatedPage, 'records'>,
  links: readonly LinkChange[],
): NewAttempt[] {
  const attempts = new Map<string, NewAttempt>();
  for (const link of links) {
    if (!link.record) continue;
    const source = link.entity === entity ? records.get(link.sourceKey) : undefined;
    attempts.set(`${link.entity}\n${link.sourceKey}`, delivered(link, link.record, source));
  }
  return [...attempts.values()];
}

function delivered(
  { entity, sourceKey, targetKey, written }: LinkChange,
  { naturalKey, hash, canonical, form }: ReadyRecord,
  source: { naturalKey: string; native: unknown } | undefined,
): NewAttempt {
  return {
    entity,
    sourceKey,
    naturalKey: source?.naturalKey ?? naturalKey,
    targetNaturalKey: naturalKey,
    targetKey,
    outcome: written ?? 'unchanged',
    reason: null,
    failureClass: null,
    formHash: hash,
    payloads: { source: source?.native ?? null, canonical, target: form },
  };
}

function whyNotDelivered(result: RecordResult): Pick<NewAttempt, 'outcome' | 'reason' | 'failureClass'> | undefined {
  if (result.outcome === 'filtered') return { outcome: 'filtered', reason: result.reason, failureClass: null };
  if (result.outcome !== 'failed') return undefined;
  const { failureClass, reason } = result.failure;
  return { outcome: isHeld(result.failure) ? 'held' : 'failed', reason, failureClass };
}
