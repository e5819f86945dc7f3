import type {
  AnyReader,
  AnyWriter,
  Connector,
  ConnectorContext,
  ConnectorFailure,
  TargetPayload,
  WriteOperation,
  WriteOutcome,
  Filtered,
} from '@koppel/connector-sdk';
import type { EntityKind, EntityOf, JsonValue } from '@koppel/contracts';
import { createConnectorContext } from '../connector-context.js';
import { closeHttpPools } from '../http-transport.js';
import { localAccess } from '../local-access.js';
import type { OutboundPolicy } from '../http-client.js';
import { localRateBudget } from '../rate-budget.js';
import { startFaultProxy, type FaultProxy } from './fault-proxy.js';
import type {
  ConformanceApplication,
  ConformanceConnection,
  ConformanceHarness,
  ReaderCase,
  WriterCase,
} from './harness.js';

const aPolicy = (): OutboundPolicy => ({ allowPrivateAddresses: true, retryDelayMs: 1 });
const silent = { info() {}, warn() {} };

export interface ContextRequest {
  signal?: AbortSignal;
  outbound?: OutboundPolicy;
  isWrong?: boolean;
}

/** The application, the proxy before it, and the connector on top: what the tests of one suite share. */
export class Bench {
  private constructor(
    readonly connector: Connector,
    readonly application: ConformanceApplication,
    readonly proxy: FaultProxy,
  ) {}

  static async start(connector: Connector, harness: ConformanceHarness): Promise<Bench> {
    const application = await harness.start();
    return new Bench(connector, application, await startFaultProxy(application.origin));
  }

  async stop(): Promise<void> {
    await this.proxy.stop();
    await closeHttpPools();
    await this.application.stop();
  }

  async context({ signal, outbound = aPolicy(), isWrong }: ContextRequest = {}): Promise<ConnectorContext> {
    const connection: ConformanceConnection = isWrong
      ? await this.application.wrongConnection(this.proxy.origin)
      : await this.application.connection(this.proxy.origin);
    const { fields, secrets, host } = connection;
    const { connector } = this;
    const never = new AbortController().signal;
    const access = connection.access ?? localAccess({ connector, fields, secrets, host, outbound, signal: never });
    const budget = localRateBudget({ concurrency: connector.limits(fields).concurrency });
    return createConnectorContext({
      connector,
      fields,
      host,
      access,
      budget,
      outbound,
      signal: signal ?? never,
      log: silent,
    });
  }

  /** A context whose time-out can be made short later on. */
  async adjustableContext(): Promise<{ context: ConnectorContext; setTimeoutMs(timeoutMs: number): void }> {
    const outbound = aPolicy();
    const context = await this.context({ outbound });
    return { context, setTimeoutMs: (timeoutMs) => (outbound.timeoutMs = timeoutMs) };
  }

  reader(kind: EntityKind): { reader: AnyReader; readerCase: ReaderCase; settings: Record<string, JsonValue> } {
    const reader = this.connector.readers[kind];
    const readerCase = this.application.readers[kind];
    if (!reader || !readerCase) throw new Error(noCase('reader', kind));
    const inherited = reader.inherits && this.connector.readers[reader.inherits];
    const settings = { ...(inherited && parseSettings(inherited)), ...parseSettings(reader, readerCase.settings) };
    return { reader, readerCase, settings };
  }

  writer(kind: EntityKind): { writer: AnyWriter; writerCase: WriterCase; settings: Record<string, JsonValue> } {
    const writer = this.connector.writers[kind] as AnyWriter | undefined;
    const writerCase = this.application.writers[kind] as WriterCase | undefined;
    if (!writer || !writerCase) throw new Error(noCase('writer', kind));
    const inherited = writer.inherits && this.connector.writers[writer.inherits];
    const given = writerCase.settings;
    const settings = { ...(inherited && parseSettings(inherited, given)), ...parseSettings(writer, given) };
    return { writer, writerCase, settings };
  }
}

const noCase = (part: 'reader' | 'writer', kind: EntityKind): string =>
  `the harness has no case for the ${part} of ${kind}: let start() give one in ${part}s.${kind}`;

export function parseSettings(
  part: AnyReader | AnyWriter,
  settings: Record<string, JsonValue> = {},
): Record<string, JsonValue> {
  return part.settings.parse(settings) as Record<string, JsonValue>;
}

/** The payload of a record that the settings do not leave out. */
export function payloadOf(
  writer: AnyWriter,
  canonical: EntityOf<EntityKind>,
  settings: Record<string, JsonValue>,
): TargetPayload {
  const translated = writer.fromCanonical(canonical, settings) as { payload: TargetPayload } | Filtered;
  if ('filtered' in translated) throw new Error(`the case's record is filtered: ${translated.filtered.code}`);
  return translated.payload;
}

/** Delivers one page as a run does: dependencies, looking up, resolving, writing; an outcome per record, in order. */
export async function deliver(
  bench: Bench,
  context: ConnectorContext,
  options: { writer: AnyWriter; settings: Record<string, JsonValue>; records: readonly EntityOf<EntityKind>[] },
): Promise<WriteOutcome[]> {
  const { writer, settings, records } = options;
  const payloads = records.map((record) => payloadOf(writer, record, settings));
  const keys = payloads.map((payload) => writer.naturalKey(payload));
  const found = await writer.find(context, keys, settings);
  const refused = (await writer.resolve?.(context, payloads, settings)) ?? new Map<string, ConnectorFailure>();
  const outcomes = new Map<string, WriteOutcome>();
  const operations: WriteOperation[] = [];
  for (const [index, payload] of payloads.entries()) {
    const naturalKey = keys[index] ?? '';
    const failure = refused.get(naturalKey);
    if (failure) {
      outcomes.set(naturalKey, { status: 'failed', failure });
      continue;
    }
    const references = await deliverDependencies(bench, context, { writer, settings, record: records[index] });
    operations.push({
      payload,
      naturalKey,
      targetKey: found.get(naturalKey)?.targetKey,
      idempotencyKey: `conformance-${naturalKey}`,
      references,
    });
  }
  for (let start = 0; start < operations.length; start += writer.batchSize) {
    const batch = operations.slice(start, start + writer.batchSize);
    const written = await writer.write(context, batch, settings);
    if (written.length !== batch.length) throw new Error(`${batch.length} operations gave ${written.length} outcomes`);
    batch.forEach((operation, index) => outcomes.set(operation.naturalKey, written[index] as WriteOutcome));
  }
  return keys.map((key) => outcomes.get(key) as WriteOutcome);
}

/** What another flow delivers before: the order of a credit, or what the case gives. */
function originOf(bench: Bench, record: EntityOf<EntityKind>, entity: EntityKind): EntityOf<EntityKind> {
  if (entity === 'order' && 'order' in record) return record.order;
  const cases = Object.values(bench.application.writers);
  const given = cases.find((each) => each.record === record || each.broken === record)?.origin;
  if (given && entity === 'order') return given;
  throw new Error(`there is no record for the dependency ${entity}: let the case give it as its origin`);
}

/** Delivers what a record depends on; target keys by the names of the references. */
export async function deliverDependencies(
  bench: Bench,
  context: ConnectorContext,
  {
    writer,
    settings,
    record,
  }: { writer: AnyWriter; settings: Record<string, JsonValue>; record: EntityOf<EntityKind> | undefined },
): Promise<Record<string, string>> {
  const references: Record<string, string> = {};
  if (!writer.dependencies || !record) return references;
  for (const dependency of writer.dependencies(record, settings)) {
    const other = bench.connector.writers[dependency.entity] as AnyWriter | undefined;
    if (!other) throw new Error(`there is no writer for the dependency ${dependency.entity}`);
    const canonical = dependency.canonical ?? originOf(bench, record, dependency.entity);
    // The settings of a flow are one set: those of its entity and of what it depends on.
    const [outcome] = await deliver(bench, context, {
      writer: other,
      settings: parseSettings(other, settings),
      records: [canonical],
    });
    if (outcome?.status !== 'written')
      throw new Error(`the dependency ${dependency.name} was not written`, { cause: outcome?.failure });
    references[dependency.name] = outcome.targetKey;
  }
  return references;
}
