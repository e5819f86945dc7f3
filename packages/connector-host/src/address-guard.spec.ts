import { AddressRefused, assertUrlAllowed, callbackObstacle, isPublicAddress, lookupPublic } from './address-guard.js';

describe('isPublicAddress', () => {
  it.each(['8.8.8.8', '93.184.216.34', '2a00:1450:400e:80d::200e', '::ffff:8.8.8.8'])('takes %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    '0.0.0.0',
    '127.0.0.1',
    '127.9.9.9',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '192.0.2.1',
    '198.18.0.1',
    '240.0.0.1',
    '::',
    '::1',
    'fe80::1',
    'fc00::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    '::7f00:1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:db8::1',
    'not an address',
  ])('refuses %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe('assertUrlAllowed', () => {
  it.each([
    'http://example.com',
    'https://10.0.0.1/',
    'https://[::1]/',
    'https://0x7f000001/',
    'https://2130706433/',
    'ftp://example.com',
  ])('refuses %s', (url) => expect(() => assertUrlAllowed(new URL(url), false)).toThrow(AddressRefused));

  it('takes a public https address, and anything of http where private addresses are allowed', () => {
    assertUrlAllowed(new URL('https://example.com'), false);
    assertUrlAllowed(new URL('http://127.0.0.1:3000'), true);
    expect(() => assertUrlAllowed(new URL('file:///etc/passwd'), true)).toThrow(AddressRefused);
  });
});

describe('lookupPublic', () => {
  it('gives no address of a name that leads to this machine', async () => {
    const error = await new Promise((resolve) => lookupPublic('localhost', { all: true }, resolve));
    expect(error).toBeInstanceOf(AddressRefused);
  });
});

describe('callbackObstacle', () => {
  it.each(['https://koppel.example', 'https://koppel.example:8443/x', 'https://8.8.8.8', 'https://[2600::1]'])(
    'takes %s for an address on the internet',
    (address) => expect(callbackObstacle(address)).toBeUndefined(),
  );

  it.each([
    'http://koppel.example',
    'https://localhost',
    'https://localhost:8443',
    'https://koppel.localhost',
    'https://koppel.local',
    'https://koppel.internal.',
    'https://koppel',
    'https://127.0.0.1',
    'https://10.0.0.5',
    'https://192.168.1.20:443',
    'https://169.254.169.254',
    'https://100.64.0.1',
    'https://[::1]',
    'https://[fd00::1]',
    'https://[::ffff:10.0.0.5]',
    'https://2130706433',
  ])('does not take %s for one', (address) => expect(callbackObstacle(address)).toEqual({ kind: 'not_public' }));

  it('names a port that the application does not call', () => {
    const ports = [80, 443, 8080];
    const obstacle = { kind: 'port', port: 8443, ports: '80, 443, 8080' };
    expect(callbackObstacle('https://koppel.example:8443/x', ports)).toEqual(obstacle);
    expect(callbackObstacle('https://koppel.example', ports)).toBeUndefined();
    expect(callbackObstacle('https://koppel.example:8080', ports)).toBeUndefined();
  });
});
