import { z } from 'zod';

export const serviceNames = ['gateway', 'connections', 'catalog', 'settings', 'flow-runner', 'notifications'] as const;
export type ServiceName = (typeof serviceNames)[number];

/** Answer of every service's `GET /readyz`; the gateway's also lists the other services. */
export const readinessSchema = z.object({
  service: z.string(),
  status: z.enum(['ready', 'not_ready']),
  checks: z.record(z.string(), z.enum(['up', 'down'])),
  services: z.record(z.string(), z.enum(['ready', 'not_ready', 'unreachable'])).optional(),
});
export type Readiness = z.infer<typeof readinessSchema>;

/** NATS subject on which a service answers its own readiness. */
export function readinessSubject(service: ServiceName): string {
  return `${service}.v1.readiness.get`;
}
