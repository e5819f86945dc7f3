import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { HttpCall } from './http-call.js';

/** One call to an application as it ended, for metrics. */
export interface OutboundCall {
  /** The application's id: `exact-online`. */
  application: string;
  /** Undefined: no usable answer came. */
  status: number | undefined;
  durationMs: number;
}

interface Ending {
  status: number | undefined;
  errorType?: string;
}

/**
 * Runs one call in a client span by OpenTelemetry's HTTP conventions. Of the address only host and shape are told: queries and
 * keys in paths may be what a record holds. The trace is not handed on to the application.
 */
export async function inCallSpan<T>(
  { call, application, resends }: { call: HttpCall; application: string; resends: number },
  work: () => Promise<T>,
  endOf: (result: T) => Ending,
): Promise<T> {
  const { hostname, port, protocol } = new URL(call.origin);
  const template = shapeOf(call.path);
  const attributes = {
    'http.request.method': call.method,
    'server.address': hostname,
    'server.port': Number(port || (protocol === 'https:' ? 443 : 80)),
    'url.template': template,
    'koppel.application': application,
    ...(resends > 0 ? { 'http.request.resend_count': resends } : {}),
  };
  const options = { kind: SpanKind.CLIENT, attributes };
  return trace.getTracer('koppel').startActiveSpan(`${call.method} ${template}`, options, async (span) => {
    try {
      const result = await work();
      const { status, errorType = status !== undefined && status >= 400 ? String(status) : undefined } = endOf(result);
      if (status !== undefined) span.setAttribute('http.response.status_code', status);
      if (errorType !== undefined) span.setAttribute('error.type', errorType).setStatus({ code: SpanStatusCode.ERROR });
      return result;
    } catch (error: unknown) {
      span.setAttribute('error.type', error instanceof Error ? error.name : typeof error);
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** A path with every part left out that is not plainly a word of the API: `/api/v1/{}/crm/Accounts`. */
export function shapeOf(path: string): string {
  const [plain = ''] = path.split('?');
  return plain
    .split('/')
    .map((part) => part.replace(/\(.*$/, '()'))
    .map((part) => (/^(?:|v\d{1,2}|[A-Za-z][A-Za-z_.-]{0,30}(?:\(\))?)$/.test(part) ? part : '{}'))
    .join('/');
}
