import { z } from 'zod';
import { entityKindSchema } from './entities/entity.js';
import { failureClassSchema } from './errors.js';
import { flowIdSchema, integrationIdSchema, issueIdSchema, runIdSchema } from './ids.js';
import { defineContract } from './message.js';
import { instantSchema, jsonSchema, pageOf, pageRequestSchema } from './values.js';

export const runTriggerSchema = z.enum(['schedule', 'webhook', 'manual', 'preview', 'retry']);
export type RunTrigger = z.infer<typeof runTriggerSchema>;
/** waiting: paused with back-off because an application is down or its budget is used up; it goes on by itself. */
export const runStateSchema = z.enum(['queued', 'running', 'waiting', 'completed', 'failed', 'cancelled']);
export type RunState = z.infer<typeof runStateSchema>;

/** read = created + updated + unchanged + filtered + failed + held, once the run is completed. */
export const runCountsSchema = z.object({
  read: z.number().int(),
  created: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  filtered: z.number().int(),
  /** Became an issue. */
  failed: z.number().int(),
  /** An issue that waits for something and delivers itself. */
  held: z.number().int(),
});
export type RunCounts = z.infer<typeof runCountsSchema>;

export const runSchema = z.object({
  id: runIdSchema,
  flowId: flowIdSchema,
  integrationId: integrationIdSchema,
  entity: entityKindSchema,
  flowTitle: z.string(),
  trigger: runTriggerSchema,
  state: runStateSchema,
  /** Why it waits or failed and what to do, in plain words. */
  reason: z.string().nullable(),
  counts: runCountsSchema,
  pages: z.number().int(),
  attempts: z.number().int(),
  queuedAt: instantSchema,
  startedAt: instantSchema.nullable(),
  /** When a waiting run goes on. */
  resumesAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
});
export type Run = z.infer<typeof runSchema>;

/** held: waits for `waitsFor` and delivers itself once it exists. */
export const issueStateSchema = z.enum(['open', 'held', 'retrying', 'resolved', 'skipped']);
export const issueSchema = z.object({
  id: issueIdSchema,
  flowId: flowIdSchema,
  runId: runIdSchema,
  entity: entityKindSchema,
  /** The record's key at the source. */
  sourceKey: z.string(),
  /** What a person knows it by: SKU, order number. */
  naturalKey: z.string(),
  failureClass: failureClassSchema,
  state: issueStateSchema,
  /** What happened, what it means and what to do. */
  reason: z.string(),
  /** What must exist before it can be delivered, `item:85123A`. */
  waitsFor: z.string().nullable(),
  attempts: z.number().int(),
  openedAt: instantSchema,
  updatedAt: instantSchema,
});
export type Issue = z.infer<typeof issueSchema>;

export const recordLinkSchema = z.object({
  flowId: flowIdSchema,
  entity: entityKindSchema,
  sourceKey: z.string(),
  naturalKey: z.string(),
  targetKey: z.string().nullable(),
  state: z.enum(['writing', 'linked']),
  lastRunId: runIdSchema,
  updatedAt: instantSchema,
});

const byRun = z.object({ runId: runIdSchema });
const byIssue = z.object({ issueId: issueIdSchema });

export const runStart = defineContract({
  subject: 'flows.v1.run.start',
  request: z.object({
    flowId: flowIdSchema,
    trigger: z.enum(['manual', 'retry']).default('manual'),
    /** Reads the source from its beginning; unchanged records still cost nothing at the target. */
    fromStart: z.boolean().default(false),
  }),
  reply: runSchema,
  errors: ['flow.not_found', 'run.already_active', 'connection.needs_attention'],
});
export const runGet = defineContract({
  subject: 'flows.v1.run.get',
  request: byRun,
  reply: runSchema,
  errors: ['run.not_found'],
});
export const runList = defineContract({
  subject: 'flows.v1.run.list',
  request: pageRequestSchema.extend({
    flowId: flowIdSchema.optional(),
    integrationId: integrationIdSchema.optional(),
    state: runStateSchema.optional(),
  }),
  reply: pageOf(runSchema),
  errors: [],
});
export const runCancel = defineContract({
  subject: 'flows.v1.run.cancel',
  request: byRun,
  reply: runSchema,
  errors: ['run.not_found', 'run.not_cancellable'],
});
export const issueList = defineContract({
  subject: 'flows.v1.issue.list',
  request: pageRequestSchema.extend({
    flowId: flowIdSchema.optional(),
    runId: runIdSchema.optional(),
    integrationId: integrationIdSchema.optional(),
    state: issueStateSchema.optional(),
  }),
  reply: pageOf(issueSchema),
  errors: [],
});
/** The issue with the record as it was read. Secrets never stand in records. */
export const issueGet = defineContract({
  subject: 'flows.v1.issue.get',
  request: byIssue,
  reply: issueSchema.extend({ payload: jsonSchema }),
  errors: ['issue.not_found'],
});
/** Delivers the record alone, in a run of trigger `retry`. */
export const issueRetry = defineContract({
  subject: 'flows.v1.issue.retry',
  request: byIssue,
  reply: z.object({ issue: issueSchema, run: runSchema }),
  errors: ['issue.not_found', 'issue.not_open', 'run.already_active'],
});
export const issueSkip = defineContract({
  subject: 'flows.v1.issue.skip',
  request: byIssue,
  reply: issueSchema,
  errors: ['issue.not_found', 'issue.not_open'],
});
export const recordLinkList = defineContract({
  subject: 'flows.v1.record_link.list',
  request: pageRequestSchema.extend({ flowId: flowIdSchema, search: z.string().max(100).optional() }),
  reply: pageOf(recordLinkSchema),
  errors: [],
});
/** Open counts of one integration, for its line in the overview. */
export const flowSummaryList = defineContract({
  subject: 'flows.v1.flow_summary.list',
  request: z.object({ flowIds: z.array(flowIdSchema).max(500) }),
  reply: z.object({
    items: z.array(
      z.object({
        flowId: flowIdSchema,
        lastRun: runSchema.nullable(),
        nextRunAt: instantSchema.nullable(),
        openIssues: z.number().int(),
        heldIssues: z.number().int(),
        linkedRecords: z.number().int(),
      }),
    ),
  }),
  errors: [],
});
/** The address that an application may call when something changed; it carries no data, it only starts the flow's next run. */
export const flowHookGet = defineContract({
  subject: 'flows.v1.flow_hook.get',
  request: z.object({ flowId: flowIdSchema }),
  reply: z.object({ url: z.url() }),
  errors: ['flow.not_found'],
});
