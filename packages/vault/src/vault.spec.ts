import { randomBytes } from 'node:crypto';
import { parseKeyRing } from './key-ring.js';
import { SecretBox } from './vault.js';

const cell = { rowId: 'row-1', column: 'access_grant.refresh_token' };
const key = randomBytes(32);
const box = new SecretBox('org-1', 'data-key-1', key);
const broken = { code: 'service.defect', message: expect.stringContaining('was changed or moved') as string };

describe('secret box', () => {
  it('opens what it sealed, and seals the same text differently each time', () => {
    const sealed = box.seal(cell, 'secret');
    expect(box.open(cell, sealed)).toBe('secret');
    expect(box.seal(cell, 'secret')).not.toBe(sealed);
  });

  it.each([
    ['another row', new SecretBox('org-1', 'data-key-1', key), { ...cell, rowId: 'row-2' }],
    ['another column', new SecretBox('org-1', 'data-key-1', key), { ...cell, column: 'access_grant.access' }],
    ['another organization', new SecretBox('org-2', 'data-key-1', key), cell],
    ['another data key', new SecretBox('org-1', 'data-key-2', randomBytes(32)), cell],
    ['a forged data key id', new SecretBox('org-1', 'data-key-1', randomBytes(32)), cell],
  ])('does not open a ciphertext that was moved to %s', (_name, other, elsewhere) => {
    expect(() => other.open(elsewhere, box.seal(cell, 'secret'))).toThrow(expect.objectContaining(broken));
  });

  it('does not open a changed or cut ciphertext', () => {
    const sealed = box.seal(cell, 'secret');
    const [version, id, body = ''] = sealed.split(':');
    const bytes = Buffer.from(body, 'base64');
    bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1;
    for (const changed of [`${version}:${id}:${bytes.toString('base64')}`, sealed.slice(0, 54), 'v1', '']) {
      expect(() => box.open(cell, changed)).toThrow(expect.objectContaining(broken));
    }
  });
});

describe('key ring', () => {
  const aKey = () => randomBytes(32).toString('base64');

  it('takes the first key as the current one', () => {
    const ring = parseKeyRing(`k2:${aKey()}, k1:${aKey()}`);
    expect(ring.currentId).toBe('k2');
    expect([...ring.keys.keys()]).toEqual(['k2', 'k1']);
  });

  it.each([
    ['nothing', ''],
    ['no id', aKey()],
    ['a short key', `k1:${randomBytes(16).toString('base64')}`],
    ['an id twice', `k1:${aKey()},k1:${aKey()}`],
  ])('refuses %s without repeating a key', (_name, text) => {
    expect(() => parseKeyRing(text)).toThrow();
    try {
      parseKeyRing(text);
    } catch (error: unknown) {
      for (const part of text.split(/[:,]/).filter((each) => each.length > 20))
        expect(String(error)).not.toContain(part);
    }
  });
});
