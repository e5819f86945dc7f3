import { hashPayload } from '@koppel/connector-sdk';
import type { FlowPlan } from './plan.js';
import type { Link } from './record.js';

/** How the hash of every record begins that is over, and was taken back. */
export const overHash = hashPayload({ version: 'over' });

/** The hash of a record that is over, so that it is taken back once, and once more after another choice of what becomes of it. */
export function overHashOf({ entity, writerOf }: Pick<FlowPlan, 'entity' | 'writerOf'>): string {
  const prepared = writerOf(entity);
  const planned = prepared?.writer.plannedWithdrawal?.(prepared.settings);
  return planned ? `${overHash} ${planned.code}` : overHash;
}

/** A record that was taken back, whose place at the target another one with its natural key may take. */
export function ownsNothing({ state, targetKey, hash }: Pick<Link, 'state' | 'targetKey' | 'hash'>): boolean {
  return state === 'linked' && (targetKey === null || hash?.startsWith(overHash) === true);
}
