import { pino, type Logger as PinoLogger, type LoggerOptions } from 'pino';
import { currentLogFields } from './log-context.js';

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

/** Pino's options of every service: JSON lines with trace and run ids, secrets cut out wherever they stand up to three levels deep. */
export function loggingOptions(service: string, level: string): LoggerOptions {
  const paths = secretNames.flatMap((name) => {
    const key = name.includes('-') ? `["${name}"]` : name;
    const below = name.includes('-') ? key : `.${key}`;
    return [key, `*${below}`, `*.*${below}`, `*.*.*${below}`];
  });
  return {
    level,
    base: { service },
    mixin: currentLogFields,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths, censor: '[secret]' },
    serializers: {
      err: (error: unknown) => describeError(error),
      error: (error: unknown) => describeError(error),
      // Requests are not logged: an address or a header may hold what nobody else should read.
      req: () => undefined,
      res: () => undefined,
    },
  };
}

interface DescribedError {
  type: string;
  code?: string;
  message?: string;
  stack?: string;
  cause?: DescribedError;
}

const maxCauses = 5;

/**
 * Of an error only what cannot hold a record: database errors carry the query's parameters, and their texts quote values,
 * so of those only the code and the stack remain.
 */
export function describeError(error: unknown, depth = 0): DescribedError {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const frames = error.stack
    ?.split('\n')
    .filter((line) => line.startsWith('    at '))
    .join('\n');
  const isOfDatabase = 'query' in error || 'severity' in error;
  return {
    type: error.name,
    code,
    message: isOfDatabase ? undefined : error.message,
    stack: frames,
    cause: error.cause !== undefined && depth < maxCauses ? describeError(error.cause, depth + 1) : undefined,
  };
}

export function createLogger(service: string, level: string): PinoLogger {
  return pino(loggingOptions(service, level));
}
