import { Counter, metricsRegistry } from '@koppel/service-kit';

/** Renewals of access by what came of them: renewed, too_early, lost, down. */
export const renewals = new Counter({
  name: 'koppel_access_renewals_total',
  help: 'Renewals of access to applications, by application and outcome',
  labelNames: ['application', 'outcome'] as const,
  registers: [metricsRegistry],
});
