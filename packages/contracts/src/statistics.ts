import { z } from 'zod';
import { connectionIdSchema, integrationIdSchema } from './ids.js';
import { defineContract } from './message.js';
import { instantSchema } from './values.js';

/** Records per day of the given time zone, oldest day first, days without runs included. Previews do not count. */
export const statisticsGet = defineContract({
  subject: 'flows.v1.statistics.get',
  request: z.object({
    days: z.coerce.number().int().min(1).max(90).default(14),
    timeZone: z.string().max(60).default('UTC'),
    integrationId: integrationIdSchema.optional(),
  }),
  reply: z.object({
    days: z.array(
      z.object({
        /** `2026-11-23`. */
        day: z.iso.date(),
        created: z.number().int(),
        updated: z.number().int(),
        unchanged: z.number().int(),
        filtered: z.number().int(),
        /** Failed and held. */
        failed: z.number().int(),
        runs: z.number().int(),
        failedRuns: z.number().int(),
      }),
    ),
  }),
  errors: [],
});

/** What each connection has used of its application's limits; null where there is no such limit or it is not known. */
export const budgetList = defineContract({
  subject: 'flows.v1.budget.list',
  request: z.object({}),
  reply: z.object({
    items: z.array(
      z.object({
        connectionId: connectionIdSchema,
        day: z.object({ limit: z.number().int(), used: z.number().int(), resetsAt: instantSchema }).nullable(),
        minute: z.object({ limit: z.number().int(), used: z.number().int(), resetsAt: instantSchema }).nullable(),
      }),
    ),
  }),
  errors: [],
});
