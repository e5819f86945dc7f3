import type { EntityKind } from '@koppel/contracts';
import { ConnectorFailure, pausesRun, type TargetMatch } from '@koppel/connector-sdk';
import type { Delivery, DeliveryTools } from './delivery-tools.js';
import type { PreparedWriter } from './flow-plan.js';
import { recordFailure } from './record.js';
import { ApplicationTrouble, concernsConnection } from './trouble.js';
import type { ReadyWrite, WrittenBatches } from './write-batches.js';

/** At most so many records of a page may be set apart as issues because the application fails on them alone. */
const mostIsolated = 5;

interface Settling {
  tools: DeliveryTools;
  prepared: PreparedWriter;
  entity: EntityKind;
  delivery: Delivery;
  written: WrittenBatches;
}

/** Turns the outcomes of writes into results and links. What is in doubt is looked up first, never written again blindly. */
export async function settleWrites(settling: Settling): Promise<void> {
  const { delivery, written } = settling;
  delivery.trouble ??= written.trouble;
  delivery.defect ??= written.defect;
  const doubtful: [ReadyWrite, ConnectorFailure][] = [];
  const failed: [ReadyWrite, ConnectorFailure][] = [];
  for (const [write, outcome] of written.outcomes) {
    if (outcome.status === 'written') settleWritten(settling, write, outcome.targetKey);
    else if (outcome.failure.isOutcomeUnknown && write.operation.targetKey === undefined)
      doubtful.push([write, outcome.failure]);
    else failed.push([write, outcome.failure]);
  }
  const matches = await findDoubtful(settling, doubtful);
  for (const [write, failure] of doubtful) {
    const match = matches?.get(write.operation.naturalKey);
    if (match) settleWritten(settling, write, match.targetKey);
    else if (matches) failed.push([write, failure]);
  }
  settleFailed(settling, failed);
}

function settleWritten({ delivery, entity }: Settling, { planned, operation }: ReadyWrite, targetKey: string): void {
  const { sourceKey, naturalKey, hash } = planned.record;
  const written = operation.targetKey === undefined ? 'created' : 'updated';
  delivery.results.set(sourceKey, { outcome: written, naturalKey, targetKey });
  delivery.links.push({ entity, sourceKey, naturalKey, targetKey, hash, written, record: planned.record });
}

/** Undefined when the target cannot be asked now: the intents stay open and are looked up when the run goes on. */
async function findDoubtful(
  { tools, prepared, delivery }: Settling,
  doubtful: readonly [ReadyWrite, ConnectorFailure][],
): Promise<Map<string, TargetMatch> | undefined> {
  if (doubtful.length === 0) return new Map();
  const { context } = tools.plan.target;
  if (context.signal.aborted) return undefined;
  try {
    return await prepared.writer.find(
      context,
      doubtful.map(([write]) => write.operation.naturalKey),
      prepared.settings,
    );
  } catch (error: unknown) {
    if (!(error instanceof ConnectorFailure)) delivery.defect ??= { error };
    else delivery.trouble ??= new ApplicationTrouble('target', error);
    return undefined;
  }
}

function settleFailed({ tools, delivery, entity }: Settling, failed: readonly [ReadyWrite, ConnectorFailure][]): void {
  const pausing = failed.filter(([, failure]) => pausesRun(failure));
  const isolates = tools.isIsolating && pausing.length <= mostIsolated && !delivery.trouble;
  for (const [{ planned }, failure] of failed) {
    const isOpen = failure.isOutcomeUnknown;
    const place = { entity, sourceKey: planned.record.sourceKey };
    if (!isOpen) delivery.refused.push(place);
    if ((pausesRun(failure) && !isolates) || concernsConnection(failure)) {
      delivery.trouble ??= new ApplicationTrouble('target', failure);
      continue;
    }
    delivery.results.set(place.sourceKey, { outcome: 'failed', failure: recordFailure(failure) });
  }
}
