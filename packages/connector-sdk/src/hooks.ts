import type { EntityKind } from '@koppel/contracts';
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ConnectorContext } from './context.js';

/** A call that was made to the address of a flow. */
export interface HookCall {
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  /** As it was received: signatures are made over its bytes. */
  body: Buffer;
}

/** What a call says: something changed; a record was deleted, binned or restored; or the application only tries the address. */
export interface HookMeaning {
  kind: 'changed' | 'ended' | 'test';
  /** What the application calls it by, where the call says. */
  topic?: string;
}

/**
 * Whose an address at the application is: of this flow, now or earlier; of another flow, whose calls are for this one too; of a flow of
 * Koppel that has no webhooks any more; or of somebody else.
 */
export type HookOwner = 'own' | 'shared' | 'orphaned' | 'foreign';

/** The webhooks that a flow is to have at its application. */
export interface HookRequest {
  /** The flow's address. */
  url: string;
  /** What the application signs its calls with, where it takes a secret. */
  secret: string;
  topics: readonly string[];
  ownerOf(url: string): Promise<HookOwner>;
}

/** What stands at the application now. */
export interface HookReport {
  /** Topics that are called for. */
  topics: readonly string[];
  /** Topics whose webhook the application had switched off. */
  repaired: readonly string[];
}

/** How Koppel makes its own webhooks at an application. What a call contains is never taken for a record. */
export interface ConnectorHooks {
  /** What is to be called for, by what is read. */
  topics: { [Kind in EntityKind]?: readonly string[] };
  /** The optional secret of the connection that calls are signed with. Left out: the application takes a secret for each flow. */
  secretField?: string;
  /** The application calls one address for a topic, so a call is for every flow of the account. */
  isOnePerTopic?: boolean;
  /**
   * Makes what is missing, repairs what was switched off, and removes what the flow does not need any more.
   *
   * @throws ConnectorFailure that says what a person can do; what was made by then stays
   */
  ensure(context: ConnectorContext, request: HookRequest): Promise<HookReport>;
  /** Removes all of the flow. */
  remove(context: ConnectorContext, ownerOf: HookRequest['ownerOf']): Promise<void>;
  /** Whether a call was signed with the secret. */
  verify(call: HookCall, secret: string): boolean;
  meaning(call: HookCall): HookMeaning;
}

/** A signature to compare with an HMAC-SHA256. */
export interface GivenSignature {
  secret: string;
  /** What was signed, as it was received. */
  text: string | Buffer;
  signature: string;
  encoding: 'hex' | 'base64';
}

/** Whether a text was signed by HMAC-SHA256 with the secret; compares in constant time. */
export function isSignedBy({ secret, text, signature, encoding }: GivenSignature): boolean {
  const expected = createHmac('sha256', secret).update(text).digest();
  const given = Buffer.from(signature, encoding);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
