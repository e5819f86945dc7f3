import { Logger } from '@nestjs/common';
import { withDeadline } from '../background/deadline.js';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export { Counter, Gauge, Histogram } from 'prom-client';

/** The metrics of this process; services add their own to it. */
export const metricsRegistry = new Registry();
collectDefaultMetrics({ register: metricsRegistry });

const registers = [metricsRegistry];

/** Rate, errors and duration per operation. */
export const requestDuration = new Histogram({
  name: 'koppel_request_duration_seconds',
  help: 'Duration of requests answered by this service, by contract subject and outcome code',
  labelNames: ['subject', 'code'] as const,
  buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 30],
  registers,
});

/** Rate, errors and duration per route. */
export const httpRequestDuration = new Histogram({
  name: 'koppel_http_request_duration_seconds',
  help: 'Duration of HTTP requests, by method, route template and status; 499: the client left first',
  labelNames: ['method', 'route', 'status'] as const,
  buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 30],
  registers,
});

export const openEventStreams = new Gauge({
  name: 'koppel_event_streams',
  help: 'Pages that listen to live events of this gateway',
  registers,
});

const collectionFailures = new Counter({
  name: 'koppel_state_collection_failures_total',
  help: 'Times that the state behind gauges could not be read; those gauges are absent until it can',
  labelNames: ['state'] as const,
  registers,
});

/** Reads state that is not this process's alone (the ledger, a queue) into gauges, when metrics are asked for. */
export interface StateCollector {
  /** What is read, for people: `outbox`. */
  state: string;
  gauges: readonly { reset(): void }[];
  /** Sets the gauges, which were emptied before. */
  collect(): Promise<void>;
}

const keepMs = 5_000;
const timeoutMs = 4_000;
const logger = new Logger('Metrics');
const collectors = new Set<{ collector: StateCollector; collectedAtMs: number; collecting?: Promise<void> }>();

/** @returns what takes the collector away again */
export function addStateCollector(collector: StateCollector): () => void {
  const entry = { collector, collectedAtMs: -Infinity };
  collectors.add(entry);
  return () => collectors.delete(entry);
}

/** All metrics in Prometheus' text form; state is read at most every five seconds, whoever asks how often. */
export async function exposeMetrics(): Promise<string> {
  await Promise.all([...collectors].map(refresh));
  return metricsRegistry.metrics();
}

async function refresh(entry: { collector: StateCollector; collectedAtMs: number; collecting?: Promise<void> }) {
  if (performance.now() - entry.collectedAtMs < keepMs) return;
  entry.collecting ??= collect(entry.collector).finally(() => {
    entry.collecting = undefined;
    entry.collectedAtMs = performance.now();
  });
  const { collecting } = entry;
  await withDeadline({ timeoutMs, name: `reading ${entry.collector.state}` }, () => collecting).catch(() => undefined);
}

/** A gauge that could not be read is absent: an old value would hide the failure. */
async function collect({ state, gauges, collect: read }: StateCollector): Promise<void> {
  const empty = () => gauges.forEach((gauge) => gauge.reset());
  try {
    await read();
  } catch (error: unknown) {
    empty();
    collectionFailures.inc({ state });
    logger.warn({ err: error }, `the state of ${state} could not be read for the metrics`);
  }
}
