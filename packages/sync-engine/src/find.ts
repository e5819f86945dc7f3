import { ConnectorFailure, type TargetMatch, type TargetPayload } from '@koppel/connector-sdk';
import type { PreparedWriter } from './plan.js';
import type { Endpoint } from './ports.js';

/** What stands at the target under a key: the record itself, or why it is another one. */
export type Found = TargetMatch | { failure: ConnectorFailure };

/**
 * Searches records at the target by natural key, in as few calls as it allows, and asks its writer whether what was found can be
 * them.
 *
 * @param options.storedKeys the keys that the target made of natural keys; each is searched under both
 * @param options.open natural keys of records whose creation is under way: what is found is theirs
 * @returns by natural key; absent keys do not exist
 */
export async function findAtTarget(
  { writer, settings }: Pick<PreparedWriter, 'writer' | 'settings'>,
  { context }: Pick<Endpoint, 'context'>,
  {
    records,
    open,
    storedKeys = new Map(),
  }: {
    records: readonly { naturalKey: string; payload: TargetPayload }[];
    open?: ReadonlySet<string>;
    storedKeys?: ReadonlyMap<string, string>;
  },
): Promise<Map<string, Found>> {
  const keys = records.flatMap(({ naturalKey }) => [naturalKey, storedKeys.get(naturalKey) ?? naturalKey]);
  const known = await writer.find(context, [...new Set(keys)], settings);
  const matches = new Map(
    records.flatMap(({ naturalKey }) => {
      const match = known.get(naturalKey) ?? known.get(storedKeys.get(naturalKey) ?? naturalKey);
      return match ? [[naturalKey, match] as const] : [];
    }),
  );
  const found = new Map<string, Found>(matches);
  const matched = records.flatMap(({ naturalKey, payload }) => {
    const match = open?.has(naturalKey) ? undefined : matches.get(naturalKey);
    return match ? [{ naturalKey, payload, ...match }] : [];
  });
  if (!writer.confirm || matched.length === 0) return found;
  for (const [naturalKey, failure] of await writer.confirm(context, matched, settings))
    found.set(naturalKey, {
      failure: withMatch(failure, { naturalKey, targetKey: matches.get(naturalKey)?.targetKey ?? '' }),
    });
  return found;
}

/** The reason also names what stands at the target, so that a person can say that it is this record, or is as it should be now. */
export function withMatch(
  failure: ConnectorFailure,
  match: { naturalKey: string; targetKey: string },
): ConnectorFailure {
  const { failureClass, reason, message, waitsFor } = failure;
  const named = { ...reason, params: { ...reason.params, ...match }, message };
  return new ConnectorFailure(failureClass, named, { cause: failure, ...(waitsFor !== undefined && { waitsFor }) });
}
