import type { WithdrawEffect } from '@koppel/connector-sdk';
import type { Link } from './record.js';

/** Of two effects of one kind the later one counts. */
export function mergeEffects(
  before: readonly WithdrawEffect[] | null | undefined,
  later: readonly WithdrawEffect[] | null | undefined,
): WithdrawEffect[] {
  const added = later ?? [];
  const kept = (before ?? []).filter(({ kind }) => !added.some((each) => each.kind === kind));
  return [...kept, ...added];
}

/** What the return of a record undoes: what was done to it, and what a call whose answer was lost may have done. */
export function effectsOf({ effects, announced }: Pick<Link, 'effects' | 'announced'>): WithdrawEffect[] | undefined {
  const all = mergeEffects(effects, announced);
  return all.length > 0 ? all : undefined;
}
