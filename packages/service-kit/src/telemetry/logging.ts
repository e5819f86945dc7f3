import { pino, type Logger as PinoLogger, type LoggerOptions } from 'pino';

const secretNames = [
  'authorization',
  'cookie',
  'password',
  'secret',
  'clientSecret',
  'client_secret',
  'consumerSecret',
  'accessToken',
  'access_token',
  'refreshToken',
  'refresh_token',
  'token',
  'header',
  'set-cookie',
  'secrets',
];

/** Pino's options of every service: JSON lines, secrets cut out wherever they stand up to three levels deep. */
export function loggingOptions(service: string, level: string): LoggerOptions {
  const paths = secretNames.flatMap((name) => {
    const key = name.includes('-') ? `["${name}"]` : name;
    const below = name.includes('-') ? key : `.${key}`;
    return [key, `*${below}`, `*.*${below}`, `*.*.*${below}`];
  });
  return {
    level,
    base: { service },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths, censor: '[secret]' },
  };
}

export function createLogger(service: string, level: string): PinoLogger {
  return pino(loggingOptions(service, level));
}
