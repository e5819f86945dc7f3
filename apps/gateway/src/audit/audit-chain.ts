import type { AuditAction, AuditEntry, AuditObjectKind, AuditOutcome } from '@koppel/contracts';
import { createHash } from 'node:crypto';

export type AuditActor = AuditEntry['actor'];

/** Where a request came from. */
export interface Origin {
  address: string | null;
  userAgent: string | null;
}

/** What somebody did, or tried. */
export interface AuditAct extends Origin {
  action: AuditAction;
  outcome: AuditOutcome;
  detail?: string | null | undefined;
  actor: AuditActor;
  object: { kind: AuditObjectKind; id: string | null; title: string | null };
}

/** Who is not signed in. */
export const nobody: AuditActor = { kind: 'nobody', id: null, name: null, role: null };

/** An act with what is known when it is written down, not yet a link of the chain. */
export type UnchainedEntry = Omit<AuditEntry, 'position' | 'previousHash' | 'hash'>;

/** The end of a chain. */
export interface ChainHead {
  position: number;
  hash: string;
}

/** Before the first entry: an organization's chain cannot pass for that of another. */
export function genesisOf(organizationId: string): ChainHead {
  return { position: 0, hash: sha256(organizationId) };
}

/** Links entries to the end of a chain. */
export function link(head: ChainHead, entries: readonly UnchainedEntry[]): AuditEntry[] {
  let last = head;
  return entries.map((entry) => {
    const unsealed = { ...entry, position: last.position + 1, previousHash: last.hash };
    const linked = { ...unsealed, hash: hashOf(unsealed) };
    last = linked;
    return linked;
  });
}

export type BreakKind = 'missing' | 'changed' | 'not_linked';

/** What is wrong with an entry that stands after another one; undefined for nothing. */
export function breakOf(previous: ChainHead, entry: AuditEntry): BreakKind | undefined {
  if (entry.position !== previous.position + 1) return 'missing';
  if (entry.previousHash !== previous.hash) return 'not_linked';
  const { hash, ...unsealed } = entry;
  return hash === hashOf(unsealed) ? undefined : 'changed';
}

function hashOf(unsealed: Omit<AuditEntry, 'hash'>): string {
  return sha256(canonicalJson(unsealed));
}

/** RFC 8785 for what entries are made of: objects, texts, whole numbers and null. */
function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${members.map(([name, inner]) => `${JSON.stringify(name)}:${canonicalJson(inner)}`).join(',')}}`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
