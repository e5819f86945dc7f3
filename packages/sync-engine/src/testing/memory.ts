import {
  ConnectorFailure,
  type AnyWriter,
  type TargetMatch,
  type TargetPayload,
  type WriteOperation,
} from '@koppel/connector-sdk';
import type { EntityKind, Reason, RecordDocument } from '@koppel/contracts';
import { z } from 'zod';
import type { FlowPlan } from '../plan.js';
import type { Ledger, PartialPage } from '../ports.js';
import type { Intent, KnownIssue, Link } from '../record.js';

/** A target in memory, whose calls a test can make fail. */
export class Target {
  readonly stored = new Map<string, string>();
  readonly calls: string[][] = [];
  /** Called before each call of `write`; throws to refuse it. */
  beforeCall: (naturalKeys: string[]) => void = () => undefined;
  beforeFind: (naturalKeys: readonly string[]) => void = () => undefined;
  batchSize = 4;
  /** The most calls of `write` that were under way together. */
  maxAtOnce = 0;
  private atOnce = 0;
  /** What is told of single records, by natural key. */
  readonly failures = new Map<string, ConnectorFailure>();
  /** Keys under which something else stands. */
  readonly taken = new Set<string>();
  /** What the target's connector notes of a write, by natural key. */
  readonly notes = new Map<string, Reason[]>();
  /** The documents of records, by natural key. */
  readonly documents = new Map<string, RecordDocument>();
  readonly operations: WriteOperation[] = [];
  /** Target keys that do not exist any more. */
  readonly gone = new Set<string>();

  readonly writer = {
    entity: 'product',
    settings: z.object({}),
    changes: 'create_and_update',
    batchSize: this.batchSize,
    fromCanonical: ({ sku, name }: { sku: string; name: string }) => ({ payload: { sku, name } }),
    naturalKey: (payload: TargetPayload) => String(payload['sku']),
    find: (_context: unknown, keys: readonly string[]) => {
      this.beforeFind(keys);
      return Promise.resolve(new Map(keys.flatMap((key) => this.match(key))));
    },
    confirm: (_context: unknown, found: readonly { naturalKey: string }[]) => {
      const others = found.filter(({ naturalKey }) => this.taken.has(naturalKey));
      return Promise.resolve(new Map(others.map(({ naturalKey }) => [naturalKey, takenBy()])));
    },
    write: async (_context: unknown, operations: readonly WriteOperation[]) => {
      const keys = operations.map(({ naturalKey }) => naturalKey);
      this.calls.push(keys);
      this.operations.push(...operations);
      this.beforeCall(keys);
      this.atOnce += 1;
      this.maxAtOnce = Math.max(this.maxAtOnce, this.atOnce);
      await Promise.resolve();
      this.atOnce -= 1;
      return operations.map((operation) => this.outcomeOf(operation));
    },
  } as unknown as AnyWriter;

  private outcomeOf({ naturalKey, targetKey }: WriteOperation) {
    const failure = this.failures.get(naturalKey);
    if (failure) return { status: 'failed', failure };
    if (targetKey !== undefined && this.gone.has(targetKey)) return { status: 'failed', failure: isGone() };
    const told = { notes: this.notes.get(naturalKey), document: this.documents.get(naturalKey) };
    return { status: 'written', targetKey: targetKey ?? this.store(naturalKey), ...told };
  }

  store(key: string): string {
    this.stored.set(key, `t-${key}`);
    return `t-${key}`;
  }

  private match(key: string): [string, TargetMatch][] {
    const targetKey = this.stored.get(key);
    const document = this.documents.get(key);
    return targetKey === undefined ? [] : [[key, { targetKey, ...(document && { document }) }]];
  }
}

export class MemoryLedger implements Ledger {
  readonly intents: Intent[] = [];
  partly: PartialPage | undefined;
  issues: KnownIssue[] = [];
  stored: Link[] = [];
  linkedWith = new Map<string, string>();

  knownIssues = () => Promise.resolve(this.issues);
  links = () => Promise.resolve(this.stored);
  lastWritten = () => Promise.resolve(new Map<string, TargetPayload>());
  deliveredElsewhere = () => Promise.resolve(new Map<string, TargetMatch>());
  owners = () => Promise.resolve(this.linkedWith);
  storeIntents = (intents: readonly Intent[]) => {
    this.intents.push(...intents);
    return Promise.resolve();
  };
  storePartly = (page: PartialPage) => {
    this.partly = page;
    return Promise.resolve();
  };
}

export function aPlan(target: Target): FlowPlan {
  const context = { signal: new AbortController().signal };
  const endpoint = { connector: { name: 'Fake' }, context, concurrency: () => 1 };
  const canonical = (native: { sku: string }) => ({
    canonical: { sku: native.sku, name: native.sku, isStocked: true },
  });
  return {
    entity: 'product',
    source: { ...endpoint, reader: { toCanonical: canonical }, settings: {} },
    target: endpoint,
    writeMode: 'both',
    writerOf: (entity: EntityKind) => (entity === 'product' ? { writer: target.writer, settings: {} } : undefined),
  } as unknown as FlowPlan;
}

const takenBy = () => new ConnectorFailure('duplicate', { code: 'test.taken', params: {} });
const isGone = () => new ConnectorFailure('value', { code: 'test.gone', params: {} }, { isTargetGone: true });
