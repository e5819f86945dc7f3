import type { EntityKind } from '@koppel/contracts';
import type {
  AnyWriter,
  ConnectorContext,
  TargetPayload,
  HttpPort,
  WriteOperation,
  WriteOutcome,
} from '@koppel/connector-sdk';
import type { DeliveryLedger } from '../engine/delivery-tools.js';
import type { FlowPlan, PreparedWriter } from '../engine/flow-plan.js';

/** A write that a run would make. */
export interface NotedWrite {
  entity: EntityKind;
  operation: WriteOperation<TargetPayload>;
}

/** Calls that each end has answered or refused so far. */
export interface SpentCalls {
  source: number;
  target: number;
}

export interface Rehearsal {
  plan: FlowPlan;
  ledger: DeliveryLedger;
  writes: readonly NotedWrite[];
  spent(): SpentCalls;
}

/**
 * A flow's plan and ledger to go the real way of a run with, up to the write: that is noted and taken for done. No
 * connector's `write` is ever called, nothing of the ledger changes, and neither end lets a changing method through.
 */
export function rehearse(plan: FlowPlan, ledger: DeliveryLedger): Rehearsal {
  const writes: NotedWrite[] = [];
  const calls: SpentCalls = { source: 0, target: 0 };
  const source = { ...plan.source, context: readOnly(plan.source.context, () => (calls.source += 1)) };
  const target = { ...plan.target, context: readOnly(plan.target.context, () => (calls.target += 1)) };
  const noting = new Map<EntityKind, PreparedWriter>();
  const writerOf = (entity: EntityKind): PreparedWriter | undefined => {
    const prepared = plan.writerOf(entity);
    if (!prepared || noting.has(entity)) return noting.get(entity);
    const rehearsing = { ...prepared, writer: notingWriter(prepared.writer, writes) };
    noting.set(entity, rehearsing);
    return rehearsing;
  };
  return {
    plan: { ...plan, source, target, writerOf },
    ledger: { ...ledger, storeIntents: () => Promise.resolve() },
    writes,
    spent: () => ({ ...calls }),
  };
}

/** The same writer but for `write`; its other methods still find each other. */
function notingWriter(writer: AnyWriter, writes: NotedWrite[]): AnyWriter {
  const noting = Object.create(writer) as AnyWriter;
  noting.write = (_context, operations: readonly WriteOperation<TargetPayload>[]) => {
    const outcomes = operations.map((operation): WriteOutcome => {
      writes.push({ entity: writer.entity, operation });
      return { status: 'written', targetKey: operation.targetKey ?? `preview-${writes.length}` };
    });
    return Promise.resolve(outcomes);
  };
  return noting;
}

/** POST stays open: some applications are asked by it. */
const changingMethods: ReadonlySet<string> = new Set(['PUT', 'PATCH', 'DELETE']);

function readOnly(context: ConnectorContext, countCall: () => void): ConnectorContext {
  const request: HttpPort['request'] = (call) => {
    if (changingMethods.has(call.method)) {
      return Promise.reject(new Error(`a preview made a changing call (${call.method})`));
    }
    countCall();
    return context.http.request(call);
  };
  return { ...context, http: { request } };
}
