import type { KeyApproval } from '@koppel/connector-sdk';
import { isPublicHttps, obstacleOf } from './approval-obstacle.js';

describe('isPublicHttps', () => {
  it.each(['https://koppel.example', 'https://koppel.example:8443/x', 'https://8.8.8.8', 'https://[2600::1]'])(
    'takes %s for an address on the internet',
    (address) => expect(isPublicHttps(address)).toBe(true),
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
  ])('does not take %s for one', (address) => expect(isPublicHttps(address)).toBe(false));
});

describe('obstacleOf', () => {
  const keyApproval = { callbackPorts: [80, 443, 8080] } as unknown as KeyApproval;
  const codeAt = (address: string) => obstacleOf({ name: 'Shop', keyApproval }, address)?.code;

  it('says what stands in the way of the keys', () => {
    expect(codeAt('https://koppel.example')).toBeUndefined();
    expect(codeAt('https://koppel.example:8080')).toBeUndefined();
    expect(codeAt('https://koppel.example:8443')).toBe('connections.approval_port');
    expect(codeAt('http://localhost:8080')).toBe('connections.approval_needs_public_url');
  });
});
