import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

export { Counter, Gauge, Histogram } from 'prom-client';

/** The metrics of this process; services add their own to it. */
export const metricsRegistry = new Registry();
collectDefaultMetrics({ register: metricsRegistry });

/** Rate, errors and duration per operation. */
export const requestDuration = new Histogram({
  name: 'koppel_request_duration_seconds',
  help: 'Duration of requests answered by this service, by contract subject and outcome code',
  labelNames: ['subject', 'code'] as const,
  buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 30],
  registers: [metricsRegistry],
});
