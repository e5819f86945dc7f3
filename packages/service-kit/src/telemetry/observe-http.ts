import { context, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Span } from '@opentelemetry/api';
import type { Request, RequestHandler, Response } from 'express';
import { withLogContext } from './log-context.js';
import { httpRequestDuration, openEventStreams } from './metrics.js';
import { tracer } from './tracing.js';

/** Asked every few seconds by machines: they would drown everything else. */
const probes: ReadonlySet<string> = new Set(['/livez', '/readyz', '/metrics']);
const methods: ReadonlySet<string> = new Set(['GET', 'POST', 'PATCH', 'PUT', 'DELETE', 'HEAD', 'OPTIONS']);
/** As nginx counts a client that left before the answer. */
const clientLeft = 499;

/** First in a service's HTTP server: a span, a duration and a log context for every request. */
export function observeHttp(): RequestHandler {
  return (request, response, next) => {
    if (probes.has(request.path)) return next();
    const beganAtMs = performance.now();
    const method = methods.has(request.method) ? request.method : 'OTHER';
    const parent = propagation.extract(ROOT_CONTEXT, request.headers);
    const span = tracer().startSpan(
      method,
      { kind: SpanKind.SERVER, attributes: attributesOf(request, method) },
      parent,
    );
    response.once('close', () => {
      const status = response.writableFinished ? response.statusCode : clientLeft;
      const route = routeOf(request);
      endSpan(span, { name: `${method} ${route}`, route, status });
      if (isEventStream(response)) return;
      httpRequestDuration.observe({ method, route, status }, (performance.now() - beganAtMs) / 1000);
    });
    context.with(trace.setSpan(parent, span), () => withLogContext({}, next));
  };
}

/** For answers that stay open: they count while they last, their duration means nothing. */
export function countEventStream(response: Response): void {
  openEventStreams.inc();
  response.once('close', () => openEventStreams.dec());
}

function attributesOf(request: Request, method: string) {
  // Neither the address nor the query: both may hold what a person typed.
  return { 'http.request.method': method, 'url.scheme': request.protocol };
}

function endSpan(span: Span, { name, route, status }: { name: string; route: string; status: number }): void {
  span.updateName(name);
  span.setAttributes({ 'http.route': route, 'http.response.status_code': status });
  if (status >= 500) {
    span.setAttribute('error.type', String(status));
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
}

/** The template of the route that answered, never the address itself: the number of routes is known. */
function routeOf({ route, baseUrl }: Request): string {
  const path = (route as { path?: unknown } | undefined)?.path;
  const mount = baseUrl.toLowerCase();
  // Nest leaves the pattern of its last middleware where no route answered.
  if (typeof path === 'string' && path.startsWith('/')) return `${mount}${path}`;
  return `${mount}/*`;
}

function isEventStream(response: Response): boolean {
  return String(response.getHeader('content-type') ?? '').startsWith('text/event-stream');
}
