import { z } from 'zod';
import { applicationIdSchema, connectionIdSchema } from './ids.js';
import { defineContract } from './message.js';

const number = z.number().min(0);
const windowName = z.string().max(40);

/**
 * Takes from the budget of an account at an application, and gives back what an earlier grant left. Only between services:
 * connection tests, log-ins and live lists count with the runs. Times count from now.
 */
export const budgetChange = defineContract({
  subject: 'flows.v1.budget.change',
  request: z.object({
    connectionId: connectionIdSchema,
    applicationId: applicationIdSchema,
    /** What the application counts by, as the connector says: app and division, shop address. */
    account: z.string().min(1).max(500),
    limits: z.object({
      concurrency: z.number().int(),
      windows: z
        .record(
          windowName,
          z.object({ limit: number.optional(), perMs: number, kind: z.enum(['fixed', 'sliding']).optional() }),
        )
        .optional(),
      bucket: z.object({ size: number, refillPerSecond: number }).optional(),
      errors: z.object({ limit: number, perMs: number, statuses: z.array(z.number().int()).readonly() }).optional(),
    }),
    change: z.object({
      wanted: number,
      atMost: number.optional(),
      unused: number,
      unusedAgeMs: number,
      errors: number,
      report: z.object({
        windows: z
          .record(
            windowName,
            z.object({
              limit: number.optional(),
              remaining: number.optional(),
              resetsAtMs: z.number().optional(),
            }),
          )
          .optional(),
        bucket: z
          .object({ size: number.optional(), remaining: number.optional(), refillPerSecond: number.optional() })
          .optional(),
        blockedUntilMs: z.number().optional(),
      }),
    }),
  }),
  reply: z.object({ units: number, forMs: number, waitMs: number }),
  errors: [],
});
