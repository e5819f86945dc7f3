import { randomBytes } from 'node:crypto';
import { SignJWT } from 'jose';
import { signIdentity, verifyIdentity } from './identity.js';

const aKey = () => randomBytes(32).toString('base64');
const key = aKey();
const keys = [key] as const;
const identity = { userId: 'user-1', organizationId: 'org-1', role: 'admin', sessionId: 'session-1' } as const;

describe('identity', () => {
  it('tells the services behind the gateway who asks', async () => {
    await expect(verifyIdentity(await signIdentity(identity, keys), keys)).resolves.toEqual(identity);
  });

  it('signs with the current key and accepts an older one while keys are replaced', async () => {
    const next = aKey();
    const old = await signIdentity(identity, keys);
    await expect(verifyIdentity(old, [next, key])).resolves.toEqual(identity);
    const token = await signIdentity(identity, [next, key]);
    await expect(verifyIdentity(token, [next])).resolves.toEqual(identity);
    await expect(verifyIdentity(old, [next])).resolves.toBeUndefined();
  });

  it('refuses a missing, foreign or changed token', async () => {
    const token = await signIdentity(identity, keys);
    await expect(verifyIdentity(undefined, keys)).resolves.toBeUndefined();
    await expect(verifyIdentity(token, [aKey()])).resolves.toBeUndefined();
    const [header, , signature] = token.split('.');
    const forged = Buffer.from(JSON.stringify({ sub: 'user-2', org: 'org-2', role: 'owner', sid: 'x' })).toString(
      'base64url',
    );
    await expect(verifyIdentity(`${header}.${forged}.${signature}`, keys)).resolves.toBeUndefined();
  });

  it('refuses a token that has expired, is for others, or is not signed', async () => {
    const claims = () =>
      new SignJWT({ org: 'org-1', role: 'admin', sid: 's' })
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject('user-1')
        .setIssuer('koppel-gateway');
    const keyBytes = Buffer.from(key, 'base64');
    const now = Math.floor(Date.now() / 1000);
    const old = await claims()
      .setAudience('koppel-internal')
      .setIssuedAt(now - 120)
      .setExpirationTime(now - 60)
      .sign(keyBytes);
    const elsewhere = await claims().setAudience('other').setIssuedAt().setExpirationTime('60s').sign(keyBytes);
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${old.split('.')[1]}.`;
    for (const token of [old, elsewhere, unsigned]) await expect(verifyIdentity(token, keys)).resolves.toBeUndefined();
  });
});
