import type { EntityKind, FlowSettings, JsonValue } from '@koppel/contracts';
import type { AnyReader, AnyWriter, Connector, FlowStart } from '@koppel/connector-sdk';
import type { z } from 'zod';
import { RunFailure } from './errors.js';
import type { Endpoint } from './ports.js';
import { reason } from './reasons.js';

type PartSettings = Record<string, JsonValue>;

export interface PreparedReader {
  reader: AnyReader;
  settings: PartSettings;
}
export interface PreparedWriter {
  writer: AnyWriter;
  settings: PartSettings;
}

/** Whether a flow creates records at the target, updates them, or both. */
export type WriteMode = 'both' | 'create' | 'update';

/** The flow of the same integration that delivers the origins of these records: of credits and payments, that of orders. */
export interface OriginFlow extends FlowStart {
  settings: FlowSettings;
}

/** Everything that is the same for all pages of a run, parsed once. */
export interface FlowPlan {
  entity: EntityKind;
  source: Endpoint & PreparedReader & FlowStart & { origin: FlowStart | undefined };
  target: Endpoint;
  writeMode: WriteMode;
  /** The target's writer of an entity; undefined where it has none. */
  writerOf(entity: EntityKind): PreparedWriter | undefined;
}

/**
 * Combines the two sides of a flow.
 *
 * @throws RunFailure when they cannot carry the entity, or the settings are not valid
 */
export function planFlow(
  options: FlowStart & {
    entity: EntityKind;
    settings: FlowSettings;
    source: Endpoint;
    target: Endpoint;
    origin?: OriginFlow | undefined;
  },
): FlowPlan {
  const { entity, settings, source, target, origin, enabledAt, booksCredits = false } = options;
  const reader = source.connector.readers[entity];
  const writers = new Map<EntityKind, PreparedWriter>();
  const writerOf = (kind: EntityKind): PreparedWriter | undefined => {
    const known = writers.get(kind);
    if (known) return known;
    const writer = target.connector.writers[kind];
    if (!writer) return undefined;
    const prepared = { writer, settings: settingsOf(writer, { parts: target.connector.writers, settings, origin }) };
    writers.set(kind, prepared);
    return prepared;
  };
  if (!reader) throw new RunFailure(reason('sync.cannot_read', { application: source.connector.name, entity }));
  if (!writerOf(entity))
    throw new RunFailure(reason('sync.cannot_write', { application: target.connector.name, entity }));
  return {
    entity,
    source: {
      ...source,
      reader,
      enabledAt,
      booksCredits,
      origin,
      settings: settingsOf(reader, { parts: source.connector.readers, settings, origin }),
    },
    target,
    writeMode: writeModeOf(settings),
    writerOf,
  };
}

/** A side of a flow for translating alone: it makes no call. */
export function offlineEndpoint(connector: Connector): Endpoint {
  const ignore = () => undefined;
  return {
    connector,
    context: {
      fields: {},
      host: {},
      http: { request: () => Promise.reject(new Error('translating a record makes no calls')) },
      cache: new Map(),
      signal: new AbortController().signal,
      now: () => new Date(),
      log: { info: ignore, warn: ignore },
    },
    concurrency: () => 0,
  };
}

function writeModeOf(settings: FlowSettings): WriteMode {
  const { writeMode } = settings;
  return writeMode === 'create' || writeMode === 'update' ? writeMode : 'both';
}

/** Its own, with those that it inherits from the flow of its origins. */
function settingsOf(
  { settings: schema, inherits }: AnyReader | AnyWriter,
  {
    parts,
    settings,
    origin,
  }: {
    parts: Connector['readers'] | Connector['writers'];
    settings: FlowSettings;
    origin: OriginFlow | undefined;
  },
): PartSettings {
  const own = parseSettings(schema, settings);
  if (inherits === undefined) return own;
  const inherited = parts[inherits];
  if (!origin || !inherited) throw new RunFailure(reason('sync.origin_missing', { entity: inherits }));
  return { ...parseSettings(inherited.settings, origin.settings), ...own };
}

function parseSettings(schema: z.ZodType<PartSettings>, settings: FlowSettings): PartSettings {
  const parsed = schema.safeParse(settings);
  if (parsed.success) return parsed.data;
  const setting = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new RunFailure(reason('sync.settings_invalid', { setting }, setting));
}
