import { ConnectorFailure, differingFields, type TargetRecord, type WriteOutcome } from '@koppel/connector-sdk';
import { ApplicationFailure } from './errors.js';
import { findAtTarget, type Found } from './find.js';
import type { ReadyWrite, WriteOptions } from './write.js';

/** An application that goes on for longer than so many times the time that the call had is not waited for. */
const maxRounds = 12;

export interface LateWrites {
  written: Map<ReadyWrite, WriteOutcome>;
  /** How many were there when the call had just ended. */
  doneAtOnce: number;
}

/**
 * What a call has written that ended without an answer. An application works on after its caller has gone, so it is asked until nothing
 * more comes: what was to be created by its key, what was to be changed by its values.
 *
 * @returns undefined when the target cannot be asked now: the intents stay open and are looked up when the run goes on
 */
export async function findLateWrites(
  options: WriteOptions,
  { batch, elapsedMs }: { batch: readonly ReadyWrite[]; elapsedMs: number },
): Promise<LateWrites | undefined> {
  const written = new Map<ReadyWrite, WriteOutcome>();
  // Long enough for one record, and not so long that what is done already waits for the next call.
  const roundMs = Math.max(elapsedMs / 4, elapsedMs / batch.length);
  let doneAtOnce = 0;
  for (let round = 0; round < maxRounds; round += 1) {
    const rest = batch.filter((write) => !written.has(write));
    const found = await findDone(options, rest);
    if (!found) return undefined;
    for (const [write, outcome] of found) written.set(write, outcome);
    if (round === 0) doneAtOnce = found.size;
    if (written.size === batch.length || (round > 0 && found.size === 0)) break;
    if (!(await waited(options, roundMs))) return undefined;
  }
  return { written, doneAtOnce };
}

/** False where the work was stopped meanwhile. */
function waited({ target }: WriteOptions, ms: number): Promise<boolean> {
  const { signal } = target.context;
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve(!signal.aborted);
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
  });
}

async function findDone(
  options: WriteOptions,
  writes: readonly ReadyWrite[],
): Promise<Map<ReadyWrite, WriteOutcome> | undefined> {
  const created = writes.filter(({ operation }) => operation.targetKey === undefined);
  const found = await findWritten(options, created);
  const changed = found && (await findChanged(options, writes));
  if (!found || !changed) return undefined;
  for (const write of created) {
    const match = found.get(write.operation.naturalKey);
    if (match) changed.set(write, outcomeOf(match));
  }
  return changed;
}

/** Those that have at the target what they were to get. */
async function findChanged(
  { prepared, target, delivery }: WriteOptions,
  writes: readonly ReadyWrite[],
): Promise<Map<ReadyWrite, WriteOutcome> | undefined> {
  const { writer, settings } = prepared;
  const records = writes.flatMap(({ operation: { naturalKey, targetKey, payload } }): TargetRecord[] =>
    targetKey === undefined ? [] : [{ naturalKey, targetKey, payload }],
  );
  if (!writer.current || records.length === 0) return new Map();
  try {
    const current = await writer.current(target.context, records, settings);
    const done = writes.flatMap((write): [ReadyWrite, WriteOutcome][] => {
      const { naturalKey, targetKey, payload } = write.operation;
      const held = current.get(naturalKey);
      if (targetKey === undefined || !held || differingFields(payload, held).length > 0) return [];
      return [[write, { status: 'written', targetKey }]];
    });
    return new Map(done);
  } catch (error: unknown) {
    fail(delivery, error);
    return undefined;
  }
}

/** Undefined when the target cannot be asked now: the intents stay open and are looked up when the run goes on. */
export async function findWritten(
  { prepared, target, delivery }: WriteOptions,
  writes: readonly ReadyWrite[],
): Promise<Map<string, Found> | undefined> {
  if (writes.length === 0) return new Map();
  if (target.context.signal.aborted) return undefined;
  try {
    const records = writes.map(({ operation }) => operation);
    return await findAtTarget(prepared, target, { records });
  } catch (error: unknown) {
    fail(delivery, error);
    return undefined;
  }
}

function fail(delivery: WriteOptions['delivery'], error: unknown): void {
  if (!(error instanceof ConnectorFailure)) delivery.defect ??= { error };
  else delivery.failure ??= new ApplicationFailure('target', error);
}

export const outcomeOf = (found: Found): WriteOutcome =>
  'failure' in found ? { status: 'failed', failure: found.failure } : { status: 'written', ...found };
