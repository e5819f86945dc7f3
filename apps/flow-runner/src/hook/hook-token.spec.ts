import type { FlowId } from '@koppel/contracts';
import { randomBytes, randomUUID } from 'node:crypto';
import { addressOfToken, hookSecret, hookToken } from './hook-token.js';

const key = randomBytes(32).toString('base64');
const address = { organizationId: 'org-1', flowId: randomUUID() as FlowId, generation: 3 };
const { flowId } = address;

describe('the token of a hook', () => {
  const token = hookToken(key, address);

  it('names its organization and its generation', () => {
    expect(addressOfToken(key, flowId, token)).toEqual(address);
  });

  it('is refused for another flow, organization, generation or key, and when shortened', () => {
    const [organization = '', , signature = ''] = token.split('.');
    const other = [Buffer.from('org-2').toString('base64url'), '3', signature].join('.');
    expect(addressOfToken(key, randomUUID() as FlowId, token)).toBeUndefined();
    expect(addressOfToken(key, flowId, other)).toBeUndefined();
    expect(addressOfToken(key, flowId, [organization, '4', signature].join('.'))).toBeUndefined();
    expect(addressOfToken(randomBytes(32).toString('base64'), flowId, token)).toBeUndefined();
    expect(addressOfToken(key, flowId, token.slice(0, -2))).toBeUndefined();
    expect(addressOfToken(key, flowId, '')).toBeUndefined();
  });
});

it('the secret of a hook is another one for each flow and generation, and not in its address', () => {
  const secret = hookSecret(key, address);
  expect(hookSecret(key, address)).toBe(secret);
  expect(hookSecret(key, { ...address, generation: 4 })).not.toBe(secret);
  expect(hookSecret(key, { ...address, flowId: randomUUID() as FlowId })).not.toBe(secret);
  expect(hookToken(key, address)).not.toContain(secret);
});
