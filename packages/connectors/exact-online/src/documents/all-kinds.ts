import { ConnectorFailure, type ConnectorContext, type TargetMatch, type FoundRecord } from '@koppel/connector-sdk';
import type { RecordDocument } from '@koppel/contracts';
import type { OrderPayload } from '../order-payload.js';
import type { OrderSettings } from '../order-settings.js';
import { confirmDocuments } from './confirm.js';
import type { BookedDocument, DocumentKind } from './document.js';
import { documentKinds, kindOf } from './kinds.js';

// Orders may have been booked as another kind of document, before the settings changed.

/** That which is known of the document first, then that which is booked now, then the others that the connection may read. */
function* readableKinds(
  context: ConnectorContext,
  settings: OrderSettings,
  known?: RecordDocument['kind'],
): Generator<DocumentKind> {
  const present = kindOf(settings);
  const first = documentKinds.find(({ type }) => type === known) ?? present;
  for (const kind of new Set([first, present, ...documentKinds]))
    if (kind === present || !context.cache.has(unreadable(kind))) yield kind;
}

/** Kept for the run: a kind that the connection has no right to read is not asked again. */
function unreadable({ type }: DocumentKind): string {
  return `documents:unreadable:${type}`;
}

async function ask<T>(
  context: ConnectorContext,
  { kind, settings, question }: { kind: DocumentKind; settings: OrderSettings; question: () => Promise<T> },
): Promise<T | undefined> {
  try {
    return await question();
  } catch (error: unknown) {
    const isForbidden = error instanceof ConnectorFailure && error.failureClass === 'permission';
    if (!isForbidden || kind === kindOf(settings)) throw error;
    context.cache.set(unreadable(kind), true);
    return undefined;
  }
}

/** By the reference of their orders, among the documents of all kinds. */
export const findOfAllKinds = searchOfAllKinds('find');

/** What was begun and not finished, the same way. */
export const findBegunOfAllKinds = searchOfAllKinds('findBegun');

function searchOfAllKinds(search: 'find' | 'findBegun'): DocumentKind['find'] {
  return (context, references, settings) => searchKinds(context, { search, references, settings });
}

async function searchKinds(
  context: ConnectorContext,
  {
    search,
    references,
    settings,
  }: { search: 'find' | 'findBegun'; references: readonly string[]; settings: OrderSettings },
): Promise<Map<string, TargetMatch>> {
  const matches = new Map<string, TargetMatch>();
  for (const kind of readableKinds(context, settings)) {
    const missing = references.filter((reference) => !matches.has(reference));
    if (missing.length === 0) break;
    const found = await ask(context, { kind, settings, question: () => kind[search](context, missing, settings) });
    for (const [reference, match] of found ?? []) matches.set(reference, match);
  }
  return matches;
}

export async function confirmOfAllKinds(
  context: ConnectorContext,
  found: readonly FoundRecord<OrderPayload>[],
  settings: OrderSettings,
): Promise<Map<string, ConnectorFailure>> {
  const failures = new Map<string, ConnectorFailure>();
  for (const kind of readableKinds(context, settings)) {
    const ofKind = found.filter(({ document }) => document === undefined || document.kind === kind.type);
    if (ofKind.length === 0) continue;
    const others = await ask(context, { kind, settings, question: () => confirmDocuments(context, kind, ofKind) });
    for (const [naturalKey, failure] of others ?? []) failures.set(naturalKey, failure);
  }
  return failures;
}

/** A document with its kind. */
export interface Located {
  kind: DocumentKind;
  document: BookedDocument;
}

/** The document of a link; undefined where it does not exist any more. */
export async function locate(
  context: ConnectorContext,
  match: TargetMatch,
  settings: OrderSettings,
): Promise<Located | undefined> {
  return (await locateAll(context, [match], settings)).get(match.targetKey);
}

/** The documents of links by their keys, many in one call; absent where they do not exist any more. */
export async function locateAll(
  context: ConnectorContext,
  matches: readonly TargetMatch[],
  settings: OrderSettings,
): Promise<Map<string, Located>> {
  const located = new Map<string, Located>();
  const kindsKnown = new Set(matches.map(({ document }) => document?.kind));
  for (const known of kindsKnown) {
    const keys = matches.flatMap(({ targetKey, document }) => (document?.kind === known ? [targetKey] : []));
    for (const kind of readableKinds(context, settings, known)) {
      const missing = [...new Set(keys)].filter((key) => !located.has(key));
      if (missing.length === 0) break;
      const documents = await ask(context, { kind, settings, question: () => kind.read(context, missing) });
      for (const [key, document] of documents ?? []) located.set(key, { kind, document });
    }
  }
  return located;
}
