import {
  context,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Link,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  AlwaysOffSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace';
import { randomUUID } from 'node:crypto';

/** Looked up at each use: a tracer taken before the start would stay deaf. */
export const tracer = () => trace.getTracer('koppel');

export interface TracingOptions {
  serviceName: string;
  /** Where traces are sent (OTLP over HTTP); absent: spans only give log lines their trace ids. */
  endpoint?: string | undefined;
  /** Which share of the traces is kept, 0 to 1. */
  share?: number;
  /** Instead of an endpoint: what takes the spans, for tests. */
  processors?: SpanProcessor[];
}

/**
 * Starts tracing; returns what sends the rest and stops it. A caller's trace id is taken over, but whether the trace is kept
 * follows from that id alone, alike in every service: a browser cannot decide how much is stored.
 */
export function startTracing({ serviceName, endpoint, share = 1, processors }: TracingOptions): () => Promise<void> {
  const spanProcessors = processors ?? (endpoint ? [new BatchSpanProcessor({ exporter: exporterTo(endpoint) })] : []);
  const kept = spanProcessors.length > 0 ? new TraceIdRatioBasedSampler(share) : new AlwaysOffSampler();
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.name': serviceName,
      'service.namespace': 'koppel',
      'service.instance.id': randomUUID(),
    }),
    sampler: new ParentBasedSampler({ root: kept, remoteParentSampled: kept }),
    spanProcessors,
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  return () => provider.shutdown();
}

function exporterTo(endpoint: string): OTLPTraceExporter {
  return new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` });
}

/** Headers `traceparent` and `tracestate` of the span that is active now; empty where there is none. */
export function currentTraceHeaders(): Record<string, string> {
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  return carrier;
}

/** W3C `traceparent` of the span that is active now. */
export function currentTraceparent(): string | undefined {
  return currentTraceHeaders()['traceparent'];
}

/** A link to the span of a `traceparent` that was kept; none where there is nothing to link to. */
export function linksTo(traceparent: string | undefined): Link[] {
  if (!traceparent) return [];
  const linked = trace.getSpanContext(new W3CTraceContextPropagator().extract(ROOT_CONTEXT, { traceparent }, getter));
  return linked ? [{ context: linked }] : [];
}

const getter = {
  get: (carrier: Record<string, string>, key: string) => carrier[key],
  keys: (carrier: Record<string, string>) => Object.keys(carrier),
};

/** Notes something on the active span. Values are ids, codes and counts; never what a record holds. */
export function noteOnSpan(attributes: Attributes, { isError = false } = {}): void {
  const span = trace.getActiveSpan();
  span?.setAttributes(attributes);
  if (isError) span?.setStatus({ code: SpanStatusCode.ERROR });
}

export interface SpanOptions {
  name: string;
  kind?: SpanKind;
  attributes?: Attributes;
  links?: Link[];
  /** Headers of the message or request whose trace goes on here; none in it: a new trace begins. */
  carrier?: Partial<Record<string, string>>;
}

/** Runs work in a span: a child of the carrier's where there is one, else of the active span. */
export async function inSpan<T>(options: SpanOptions, work: () => Promise<T>): Promise<T> {
  const { name, kind = SpanKind.INTERNAL, attributes, links, carrier } = options;
  const parent = carrier ? propagation.extract(ROOT_CONTEXT, carrier) : context.active();
  return tracer().startActiveSpan(name, { kind, attributes, links }, parent, async (span) => {
    try {
      return await work();
    } catch (error: unknown) {
      span.setAttribute('error.type', errorType(error));
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** A code or a class of error: an error's text may quote a record. */
function errorType(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
