import type { FlowId } from '@koppel/contracts';
import { createHmac, timingSafeEqual } from 'node:crypto';

/** One address of a flow; each that is issued has the next generation. */
export interface HookAddress {
  organizationId: string;
  flowId: FlowId;
  generation: number;
}

function derived(key: string, purpose: string, { organizationId, flowId, generation }: HookAddress): Buffer {
  const text = [purpose, organizationId, flowId, generation].join(':');
  return createHmac('sha256', Buffer.from(key, 'base64')).update(text).digest();
}

/** What makes a hook's address impossible to guess; it names the organization and the generation. */
export function hookToken(key: string, address: HookAddress): string {
  const organization = Buffer.from(address.organizationId).toString('base64url');
  return [organization, address.generation, derived(key, 'hook', address).toString('base64url')].join('.');
}

/** What an application signs its calls to the address with, where it takes a secret for each webhook. */
export function hookSecret(key: string, address: HookAddress): string {
  return derived(key, 'hook-secret', address).toString('base64url');
}

/** The address that a token was made for; undefined when it was not made here, or for another flow. */
export function addressOfToken(key: string, flowId: FlowId, token: string): HookAddress | undefined {
  const [organization = '', generation = '', given = ''] = token.split('.', 3);
  const organizationId = Buffer.from(organization, 'base64url').toString('utf8');
  if (organizationId === '' || !/^[1-9]\d{0,8}$/.test(generation)) return undefined;
  const address = { organizationId, flowId, generation: Number(generation) };
  const expected = derived(key, 'hook', address);
  const actual = Buffer.from(given, 'base64url');
  return actual.length === expected.length && timingSafeEqual(actual, expected) ? address : undefined;
}
