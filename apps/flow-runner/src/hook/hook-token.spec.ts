import { randomBytes, randomUUID } from 'node:crypto';
import { hookToken, organizationOfToken } from './hook-token.js';

describe('the token of a hook', () => {
  const key = randomBytes(32).toString('base64');
  const flowId = randomUUID();
  const token = hookToken(key, 'org-1', flowId);

  it('names its organization', () => {
    expect(organizationOfToken(key, flowId, token)).toBe('org-1');
  });

  it('is refused for another flow, another organization, another key, or when shortened', () => {
    const other = `${Buffer.from('org-2').toString('base64url')}.${token.split('.')[1]}`;
    expect(organizationOfToken(key, randomUUID(), token)).toBeUndefined();
    expect(organizationOfToken(key, flowId, other)).toBeUndefined();
    expect(organizationOfToken(randomBytes(32).toString('base64'), flowId, token)).toBeUndefined();
    expect(organizationOfToken(key, flowId, token.slice(0, -2))).toBeUndefined();
    expect(organizationOfToken(key, flowId, '')).toBeUndefined();
  });
});
