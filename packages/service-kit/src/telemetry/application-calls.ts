import { Histogram, metricsRegistry } from './metrics.js';

const duration = new Histogram({
  name: 'koppel_application_call_duration_seconds',
  help: 'Duration of calls to applications, by application and status; "none": no usable answer came',
  labelNames: ['application', 'status'] as const,
  buckets: [0.02, 0.1, 0.5, 2, 10, 30],
  registers: [metricsRegistry],
});

/** Notes one call to an application that has ended. */
export function observeApplicationCall(call: {
  application: string;
  status: number | undefined;
  durationMs: number;
}): void {
  duration.observe({ application: call.application, status: call.status ?? 'none' }, call.durationMs / 1000);
}
