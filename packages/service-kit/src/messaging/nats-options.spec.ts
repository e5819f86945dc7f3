import { baseConfigSchema } from '../config/base-config.js';
import { natsOptions } from './nats-options.js';

const optionsOf = (environment: Record<string, string>) =>
  natsOptions(
    baseConfigSchema.parse({ PORT: '0', KOPPEL_INTERNAL_KEY: Buffer.alloc(32).toString('base64'), ...environment }),
    'settings',
  );

describe('natsOptions', () => {
  it('needs nothing but an address', () => {
    expect(optionsOf({ NATS_URL: 'nats://nats:4222' })).toMatchObject({
      ...{ servers: ['nats://nats:4222'], name: 'settings', inboxPrefix: '_INBOX_settings', maxReconnectAttempts: -1 },
    });
  });

  it('takes every server of a cluster and the credentials beside them', () => {
    const environment = { NATS_URL: 'nats://a:4222, nats://b:4222', NATS_USER: 'settings', NATS_PASSWORD: 'p:w@d' };
    expect(optionsOf(environment)).toMatchObject({
      ...{ servers: ['nats://a:4222', 'nats://b:4222'], user: 'settings', pass: 'p:w@d' },
    });
  });

  it('takes credentials out of the address', () => {
    expect(optionsOf({ NATS_URL: 'nats://settings:p%40ss@nats:4222' })).toMatchObject({
      ...{ servers: ['nats://nats:4222'], user: 'settings', pass: 'p@ss' },
    });
  });

  it('encrypts where the address or a file says so', () => {
    expect(optionsOf({ NATS_URL: 'nats://nats:4222' })).not.toHaveProperty('tls');
    expect(optionsOf({ NATS_URL: 'tls://nats:4222' })).toHaveProperty('tls');
    const files = { NATS_CA_FILE: '/ca.pem', NATS_CERTIFICATE_FILE: '/tls.pem', NATS_KEY_FILE: '/tls.key' };
    expect(optionsOf({ NATS_URL: 'nats://nats:4222', ...files })).toMatchObject({
      tls: { caFile: '/ca.pem', certFile: '/tls.pem', keyFile: '/tls.key' },
    });
  });
});
