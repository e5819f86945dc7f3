import type { TargetMatch, TargetPayload } from '@koppel/connector-sdk';
import type { EntityKind } from '@koppel/contracts';
import {
  manyLeft,
  overHash,
  recordId,
  type Ledger,
  type Intent,
  type KnownIssue,
  type Link,
  type LinkChange,
  type LinkKey,
  type PageResult,
  type PartialPage,
  type Refusal,
} from '@koppel/sync-engine';

const aLink: Omit<Link, 'sourceKey' | 'naturalKey' | 'targetKey' | 'state'> = {
  document: null,
  hash: null,
  intentHash: null,
  idempotencyKey: null,
  uncounted: null,
  isLeftOut: false,
};

/** The ledger of one flow in memory, with the rules of the flow-runner's. */
export class MemoryLedger implements Ledger {
  private readonly stored = new Map<string, Link & { entity: EntityKind }>();
  private readonly payloads = new Map<string, TargetPayload>();
  private readonly issues = new Map<string, KnownIssue & { code: string }>();

  private run = { withdrawn: 0, held: 0 };

  private readonly origins: readonly MemoryLedger[];

  /** @param origins of the flows that deliver what the records belong to */
  constructor(...origins: MemoryLedger[]) {
    this.origins = origins;
  }

  storedKeys = (naturalKeys: string[]) => {
    const links = [this, ...this.origins].flatMap((ledger) => [...ledger.stored.values()]);
    return Promise.resolve(
      new Map(
        links.flatMap(({ naturalKey, storedKey }) =>
          storedKey && naturalKeys.includes(naturalKey) ? [[naturalKey, storedKey] as const] : [],
        ),
      ),
    );
  };

  owners = () => Promise.resolve(new Map<string, string>());

  lastWritten = (keys: readonly LinkKey[]) =>
    Promise.resolve(
      new Map(
        keys.flatMap((key) => {
          const payload = this.payloads.get(recordId(key));
          return payload ? [[recordId(key), payload] as const] : [];
        }),
      ),
    );

  knownIssues = (sourceKeys: readonly string[]) =>
    Promise.resolve(sourceKeys.flatMap((sourceKey) => this.issues.get(sourceKey) ?? []));

  links = (entity: EntityKind, { sourceKeys }: { sourceKeys: string[] }) =>
    Promise.resolve(sourceKeys.flatMap((sourceKey) => this.stored.get(recordId({ entity, sourceKey })) ?? []));

  deliveredElsewhere = (entity: EntityKind, sourceKeys: string[]) => {
    const links = sourceKeys.flatMap((sourceKey) =>
      this.origins.map(({ stored }) => stored.get(recordId({ entity, sourceKey }))),
    );
    return Promise.resolve(
      new Map(
        links.flatMap((link): [string, TargetMatch][] => {
          if (link?.state !== 'linked' || link.targetKey === null) return [];
          const { sourceKey, targetKey, document } = link;
          return [[sourceKey, { targetKey, ...(document && { document }) }]];
        }),
      ),
    );
  };

  /** What was taken back before, another run did. */
  startRun(): void {
    this.run = { withdrawn: 0, held: 0 };
  }

  withdrawals = () => {
    const isKept = ({ targetKey, hash }: Link) => targetKey !== null && !hash?.startsWith(overHash);
    return Promise.resolve({ kept: [...this.stored.values()].filter(isKept).length, ...this.run });
  };

  storeIntents = (intents: readonly Intent[]) => {
    for (const { effects, ...intent } of intents) {
      const before = this.stored.get(recordId(intent));
      const targetKey = intent.targetKey ?? before?.targetKey ?? null;
      const announced = effects ?? before?.announced ?? null;
      this.put({ ...aLink, ...before, ...intent, targetKey, announced, state: 'writing' });
    }
    return Promise.resolve();
  };

  storePartly = ({ links, refused }: PartialPage) => {
    this.link(links);
    this.takeBack(refused);
    return Promise.resolve();
  };

  /** A page that was finished. */
  commit({ links, refused, issues, resolved }: PageResult): void {
    this.link(links);
    this.takeBack(refused);
    for (const { sourceKey, failure } of issues)
      this.issues.set(sourceKey, { id: sourceKey, sourceKey, state: 'open', code: failure.reason.code });
    this.run.held += issues.filter(({ failure }) => failure.reason.code === manyLeft).length;
    for (const { issueId } of resolved) this.issues.delete(issueId);
  }

  link(links: readonly LinkChange[]): void {
    for (const link of links) {
      const { record, entity, sourceKey, naturalKey, targetKey, document, hash } = link;
      const { storedKey = null, effects = null } = link;
      if (link.written === 'withdrawn' && hash !== null) this.run.withdrawn += 1;
      if (record) this.payloads.set(recordId({ entity, sourceKey }), record.payload);
      this.put({
        ...aLink,
        entity,
        sourceKey,
        naturalKey,
        storedKey,
        targetKey,
        document,
        hash,
        effects,
        state: 'linked',
      });
    }
  }

  targetKeyOf(entity: EntityKind, sourceKey: string): string | null {
    return this.stored.get(recordId({ entity, sourceKey }))?.targetKey ?? null;
  }

  /** Links of an entity that have a record at the target. */
  linksOf(entity: EntityKind): Link[] {
    return [...this.stored.values()].filter((link) => link.entity === entity && link.targetKey !== null);
  }

  /** Source keys with the codes of their reasons. */
  get openIssues(): string[] {
    return [...this.issues.values()].map(({ sourceKey, code }) => `${sourceKey}: ${code}`);
  }

  private takeBack(refused: readonly Refusal[]): void {
    for (const { entity, sourceKey, isGone } of refused) {
      const link = this.stored.get(recordId({ entity, sourceKey }));
      if (link?.state !== 'writing') continue;
      if (link.targetKey === null) this.stored.delete(recordId(link));
      else
        this.put({
          ...link,
          ...{ state: 'linked', intentHash: null, idempotencyKey: null },
          ...(link.intentHash?.startsWith(overHash) && { announced: null }),
          ...(isGone && { hash: null, document: null }),
        });
    }
  }

  private put(link: Link & { entity: EntityKind }): void {
    this.stored.set(recordId(link), link);
  }
}
