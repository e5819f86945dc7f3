import type { NewEvent } from '@koppel/service-kit';
import type { LinkChange } from '@koppel/sync-engine';
import type { RunRecord } from './run.js';

/** What every event of a run has. */
export function eventBase(run: RunRecord) {
  return { runId: run.id, flowId: run.flowId, integrationId: run.integrationId, entity: run.entity };
}

export function progressedEvent(run: RunRecord): NewEvent {
  const data = { ...eventBase(run), counts: run.counts, pages: run.pages };
  return { type: 'flows.v1.run.progressed', subject: run.id, data };
}

export function endedEvent(run: RunRecord): NewEvent {
  const data = { ...eventBase(run), counts: run.counts };
  if (run.state === 'failed' && run.reason)
    return { type: 'flows.v1.run.failed', subject: run.id, data: { ...data, reason: run.reason } };
  const type = run.state === 'completed' ? ('flows.v1.run.completed' as const) : ('flows.v1.run.cancelled' as const);
  return { type, subject: run.id, data };
}

/** The records of a page that were created or updated; dependencies are not listed. */
export function deliveredEvents(run: RunRecord, links: readonly LinkChange[]): NewEvent[] {
  const records = links.flatMap(({ entity, written, sourceKey, naturalKey, targetKey }) =>
    written && entity === run.entity ? [{ outcome: written, sourceKey, naturalKey, targetKey }] : [],
  );
  return inParts(records).map((part) => ({
    type: 'flows.v1.records.delivered',
    subject: run.id,
    data: { ...eventBase(run), records: part },
  }));
}

const maxRecords = 500;
/** A quarter of what the broker takes in one message. */
const maxBytes = 256 * 1024;

/** Splits a list so that each part fits well into a message, however long its keys are. */
export function inParts<T>(items: readonly T[]): T[][] {
  const parts: T[][] = [];
  let part: T[] = [];
  let bytes = 0;
  for (const item of items) {
    const size = Buffer.byteLength(JSON.stringify(item)) + 1;
    if (part.length === maxRecords || (part.length > 0 && bytes + size > maxBytes)) {
      parts.push(part);
      part = [];
      bytes = 0;
    }
    part.push(item);
    bytes += size;
  }
  return part.length > 0 ? [...parts, part] : parts;
}
