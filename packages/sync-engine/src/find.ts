import { ConnectorFailure, type TargetMatch, type TargetPayload } from '@koppel/connector-sdk';
import type { PreparedWriter } from './plan.js';
import type { Endpoint } from './ports.js';
import { isRefusal, refusedAlone } from './refusals.js';

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
  target: Pick<Endpoint, 'connector' | 'context'>,
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
  const known = await ask({ writer, settings }, target, [...new Set(keys)]);
  const found = new Map<string, Found>();
  const matches = new Map<string, TargetMatch>();
  for (const { naturalKey } of records) {
    const match = known.get(naturalKey) ?? known.get(storedKeys.get(naturalKey) ?? naturalKey);
    if (match) found.set(naturalKey, match);
    if (match && !('failure' in match)) matches.set(naturalKey, match);
  }
  const matched = records.flatMap(({ naturalKey, payload }) => {
    const match = open?.has(naturalKey) ? undefined : matches.get(naturalKey);
    return match ? [{ naturalKey, payload, ...match }] : [];
  });
  if (!writer.confirm || matched.length === 0) return found;
  for (const [naturalKey, failure] of await writer.confirm(target.context, matched, settings))
    found.set(naturalKey, {
      failure: withMatch(failure, { naturalKey, targetKey: matches.get(naturalKey)?.targetKey ?? '' }),
    });
  return found;
}

/** A key that no application has, and nothing before one objects to. */
const harmlessKey = 'koppel';

/** Asks for keys. Where the target answers questions but not this one, it is divided until the keys that are refused stand alone. */
async function ask(
  { writer, settings }: Pick<PreparedWriter, 'writer' | 'settings'>,
  { connector, context }: Pick<Endpoint, 'connector' | 'context'>,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Found>> {
  const answers = new Map<string, Found>();
  let isAnswering = false;
  const waiting: (readonly string[])[] = [keys];
  for (let asked = waiting.shift(); asked; asked = waiting.shift()) {
    try {
      for (const [key, match] of await writer.find(context, asked, settings)) answers.set(key, match);
    } catch (error: unknown) {
      if (!(error instanceof ConnectorFailure) || !isRefusal(error)) throw error;
      isAnswering ||= await answersOthers({ writer, settings }, context);
      if (!isAnswering) throw error;
      const half = Math.ceil(asked.length / 2);
      if (asked.length > 1) waiting.push(asked.slice(0, half), asked.slice(half));
      else for (const key of asked) answers.set(key, { failure: refusedAlone(error, connector.name) });
    }
  }
  return answers;
}

/** Whether the target answers a question that nothing can object to. */
export async function answersOthers(
  { writer, settings }: Pick<PreparedWriter, 'writer' | 'settings'>,
  context: Endpoint['context'],
): Promise<boolean> {
  try {
    await writer.find(context, [harmlessKey], settings);
    return true;
  } catch {
    return false;
  }
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
