import type { IncomingMessage } from 'node:http';
import { mayReadMetrics } from './metrics-access.handler.js';

const from = (remoteAddress: string, headers: Record<string, string> = {}) =>
  ({ headers, socket: { remoteAddress } }) as unknown as IncomingMessage;

describe('mayReadMetrics', () => {
  it.each(['127.0.0.1', '::1', '::ffff:10.1.2.3', '172.20.0.4', '192.168.1.9', 'fd00::1'])(
    'lets %s read',
    (address) => {
      expect(mayReadMetrics(from(address), undefined)).toBe(true);
    },
  );

  it.each(['203.0.113.7', '::ffff:203.0.113.7', '172.32.0.1', '2001:db8::1', ''])('refuses "%s"', (address) => {
    expect(mayReadMetrics(from(address), undefined)).toBe(false);
  });

  it('refuses what a proxy passes on', () => {
    expect(mayReadMetrics(from('10.0.0.2', { 'x-forwarded-for': '203.0.113.7' }), undefined)).toBe(false);
  });

  it('asks everybody for the token where there is one', () => {
    expect(mayReadMetrics(from('127.0.0.1'), 'secret')).toBe(false);
    expect(mayReadMetrics(from('127.0.0.1', { authorization: 'Bearer wrong' }), 'secret')).toBe(false);
    expect(mayReadMetrics(from('203.0.113.7', { authorization: 'Bearer secret' }), 'secret')).toBe(true);
  });
});
