import { createHmac, timingSafeEqual } from 'node:crypto';

function signature(key: string, organizationId: string, flowId: string): Buffer {
  return createHmac('sha256', Buffer.from(key, 'base64')).update(`hook:${organizationId}:${flowId}`).digest();
}

/** What makes a hook's address impossible to guess; it names the organization, so no table is needed. */
export function hookToken(key: string, organizationId: string, flowId: string): string {
  const organization = Buffer.from(organizationId).toString('base64url');
  return `${organization}.${signature(key, organizationId, flowId).toString('base64url')}`;
}

/** The organization that a token was made for; undefined when it was not made here, or for another flow. */
export function organizationOfToken(key: string, flowId: string, token: string): string | undefined {
  const [organization = '', given = ''] = token.split('.', 2);
  const organizationId = Buffer.from(organization, 'base64url').toString('utf8');
  const expected = signature(key, organizationId, flowId);
  const actual = Buffer.from(given, 'base64url');
  const isGenuine = actual.length === expected.length && timingSafeEqual(actual, expected);
  return isGenuine && organizationId !== '' ? organizationId : undefined;
}
