import { z } from 'zod';
import { connectionIdSchema, integrationIdSchema } from './ids.js';
import { defineOperation } from './message.js';
import { instantSchema } from './values.js';

/** Records per day of the given time zone, oldest day first, days without runs included. Previews do not count. */
export const statisticsGet = defineOperation({
  id: 'getStatistics',
  http: { method: 'GET', path: '/statistics', role: 'viewer' },
  tag: 'Dashboard',
  summary: 'Get the number of records per day',
  subject: 'flows.v1.statistics.get',
  request: z.object({
    days: z.coerce.number().int().min(1).max(90).default(14),
    timeZone: z.string().max(60).default('UTC'),
    integrationId: integrationIdSchema.optional(),
  }),
  reply: z.object({
    days: z.array(
      z.object({
        day: z.iso.date().describe('2026-11-23'),
        created: z.number().int(),
        updated: z.number().int(),
        unchanged: z.number().int(),
        filtered: z.number().int(),
        failed: z.number().int().describe('Failed and held'),
        runs: z.number().int(),
        failedRuns: z.number().int(),
      }),
    ),
  }),
  errors: [],
});

/** What each connection has used of its application's limits; null where there is no such limit or it is not known. */
export const budgetList = defineOperation({
  id: 'listBudgets',
  http: { method: 'GET', path: '/budgets', role: 'viewer' },
  tag: 'Dashboard',
  summary: 'List what connections have used of their limits',
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
