import { baseConfigSchema, readConfig } from './base-config.js';

const environment = { PORT: '8080', KOPPEL_INTERNAL_KEY: Buffer.alloc(32).toString('base64') };

describe('readConfig', () => {
  it('takes an empty variable as not set', () => {
    const config = readConfig(baseConfigSchema, { ...environment, OTEL_EXPORTER_OTLP_ENDPOINT: '', LOG_LEVEL: '' });
    expect(config).toMatchObject({ LOG_LEVEL: 'info' });
    expect(config.OTEL_EXPORTER_OTLP_ENDPOINT).toBeUndefined();
  });

  it('names what is missing or wrong without repeating it', () => {
    const read = () => readConfig(baseConfigSchema, { PORT: '8080', KOPPEL_INTERNAL_KEY: 'too-short' });
    expect(read).toThrow(/KOPPEL_INTERNAL_KEY/);
    expect(read).not.toThrow(/too-short/);
  });
});
