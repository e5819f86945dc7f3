import { z } from 'zod';
import { entityKindSchema } from './entities/entity.js';
import { failureClassSchema } from './errors.js';
import { flowIdSchema, integrationIdSchema, issueIdSchema, runIdSchema } from './ids.js';
import { defineOperation } from './message.js';
import { reasonSchema } from './reason.js';
import {
  flowTitleSchema,
  instantSchema,
  jsonSchema,
  naturalKeySchema,
  pageOf,
  pageRequestSchema,
  sourceKeySchema,
  targetKeySchema,
} from './values.js';
import { issueStates, runKinds, runStates, runTriggers } from './vocabulary.js';

export const runKindSchema = z.enum(runKinds);
export type RunKind = z.infer<typeof runKindSchema>;
export const runTriggerSchema = z.enum(runTriggers);
export type RunTrigger = z.infer<typeof runTriggerSchema>;
/** waiting: paused with back-off because an application is down or its budget is used up; it goes on by itself. */
export const runStateSchema = z.enum(runStates).meta({ examples: ['completed'] });
export type RunState = z.infer<typeof runStateSchema>;

/** read = created + updated + unchanged + filtered + failed + held, once the run is completed. */
export const runCountsSchema = z
  .object({
    read: z.number().int(),
    created: z.number().int(),
    updated: z.number().int().describe('Changed at the target, or taken back there'),
    unchanged: z.number().int(),
    filtered: z.number().int(),
    failed: z.number().int().describe('Became an issue'),
    held: z.number().int().describe('An issue that waits for something and delivers itself'),
  })
  .meta({ examples: [{ read: 12, created: 3, updated: 1, unchanged: 6, filtered: 1, failed: 1, held: 0 }] });
export type RunCounts = z.infer<typeof runCountsSchema>;

/** Why records were left out, with how many. */
export const filterReasonSchema = z.object({
  reason: reasonSchema.meta({
    examples: [{ code: 'woocommerce.order_status', params: { status: 'pending', taken: 'processing' } }],
  }),
  count: z.number().int(),
});
export type FilterReason = z.infer<typeof filterReasonSchema>;

export const runSchema = z.object({
  id: runIdSchema,
  flowId: flowIdSchema,
  integrationId: integrationIdSchema,
  entity: entityKindSchema,
  flowTitle: flowTitleSchema,
  kind: runKindSchema,
  trigger: runTriggerSchema,
  state: runStateSchema,
  reason: reasonSchema.nullable().meta({ description: 'Why it waits or failed', examples: [null] }),
  filterReasons: z.array(filterReasonSchema).describe('One entry for each reason, at most 50'),
  counts: runCountsSchema,
  pages: z.number().int(),
  attempts: z.number().int(),
  queuedAt: instantSchema,
  startedAt: instantSchema.nullable(),
  resumesAt: instantSchema.nullable().meta({ description: 'When a waiting run goes on', examples: [null] }),
  endedAt: instantSchema.nullable(),
});
export type Run = z.infer<typeof runSchema>;

/** held: waits for `waitsFor` and delivers itself once it exists. */
export const issueStateSchema = z.enum(issueStates);
const causeId = z.string().meta({ examples: ['d41d8cd98f00b204e9800998ecf8427e'] });
export const issueSchema = z.object({
  id: issueIdSchema,
  flowId: flowIdSchema,
  runId: runIdSchema,
  entity: entityKindSchema,
  sourceKey: sourceKeySchema,
  naturalKey: naturalKeySchema,
  failureClass: failureClassSchema,
  state: issueStateSchema,
  reason: reasonSchema,
  waitsFor: z
    .string()
    .nullable()
    .meta({ description: 'What must exist before it can be delivered, item:85123A', examples: [null] }),
  attempts: z.number().int(),
  integrationId: integrationIdSchema,
  causeId: causeId.describe('Issues of the same flow and cause have the same one'),
  isEdited: z.boolean().meta({
    description: 'A person changed the record as read; it is delivered so when it is retried',
    examples: [false],
  }),
  openedAt: instantSchema,
  updatedAt: instantSchema,
});
export type Issue = z.infer<typeof issueSchema>;

/** The record of the target that an issue is about. */
export interface FoundTarget {
  key: string;
  /** As people know it, where the reason has it. */
  number: string | undefined;
  /** The flow delivered it, and cannot bring it up to date; else it stands under the same key, and may be another one. */
  isOurs: boolean;
}

/** @returns undefined where the issue is about no record of the target */
export function foundTarget({ failureClass, reason }: Pick<Issue, 'failureClass' | 'reason'>): FoundTarget | undefined {
  const { targetKey, number } = reason.params;
  if (typeof targetKey !== 'string' || targetKey === '') return undefined;
  const isOurs = failureClass !== 'duplicate';
  return { key: targetKey, number: number === undefined ? undefined : String(number), isOurs };
}

export const recordLinkSchema = z.object({
  flowId: flowIdSchema,
  entity: entityKindSchema,
  sourceKey: sourceKeySchema,
  naturalKey: naturalKeySchema,
  targetKey: targetKeySchema.nullable(),
  state: z.enum(['writing', 'linked']).meta({ examples: ['linked'] }),
  lastRunId: runIdSchema,
  updatedAt: instantSchema,
});

const byRun = z.object({ runId: runIdSchema });
/** The record as it was read. */
const payload = jsonSchema.meta({ examples: [{ id: 1042, number: 'WEB-1042', status: 'processing' }] });
const byIssue = z.object({ issueId: issueIdSchema });

export const runStart = defineOperation({
  id: 'startRun',
  http: { method: 'POST', path: '/flows/:flowId/runs', role: 'operator' },
  tag: 'Runs',
  summary: 'Run a flow now; a run of it that waits goes on at once',
  timeoutMs: 30_000,
  subject: 'flows.v1.run.start',
  request: z.object({
    flowId: flowIdSchema,
    kind: z
      .enum(['sync', 'preview'])
      .default('sync')
      .describe('Preview writes nothing: flows.v1.preview.get returns what a run would write'),
    fromStart: z
      .boolean()
      .default(false)
      .describe(
        'Reads the source from its beginning, which makes a sync a reconcile; unchanged records cost nothing at the target',
      ),
  }),
  reply: runSchema,
  errors: ['flow.not_found', 'run.already_active', 'run.waits_for_limit', 'connection.needs_attention'],
});
export const runGet = defineOperation({
  id: 'getRun',
  http: { method: 'GET', path: '/runs/:runId', role: 'viewer' },
  tag: 'Runs',
  summary: 'Get a run with its counts',
  subject: 'flows.v1.run.get',
  request: byRun,
  reply: runSchema,
  errors: ['run.not_found'],
});
export const runList = defineOperation({
  id: 'listRuns',
  http: { method: 'GET', path: '/runs', role: 'viewer' },
  tag: 'Runs',
  summary: 'List runs, newest first',
  subject: 'flows.v1.run.list',
  request: pageRequestSchema.extend({
    flowId: flowIdSchema.optional(),
    integrationId: integrationIdSchema.optional(),
    state: runStateSchema.optional(),
    kind: runKindSchema.optional().describe('Previews are listed only when they are asked for'),
    trigger: runTriggerSchema.optional(),
    from: instantSchema.optional().describe('Queued at or after'),
    to: instantSchema.optional().describe('Queued before'),
  }),
  reply: pageOf(runSchema),
  errors: [],
});
export const runCancel = defineOperation({
  id: 'cancelRun',
  http: { method: 'POST', path: '/runs/:runId/cancel', role: 'operator' },
  tag: 'Runs',
  summary: 'Cancel a run after its current page',
  subject: 'flows.v1.run.cancel',
  request: byRun,
  reply: runSchema,
  errors: ['run.not_found', 'run.not_cancellable'],
});
export const issueList = defineOperation({
  id: 'listIssues',
  http: { method: 'GET', path: '/issues', role: 'viewer' },
  tag: 'Issues',
  summary: 'List issues, newest first',
  subject: 'flows.v1.issue.list',
  request: pageRequestSchema.extend({
    flowId: flowIdSchema.optional(),
    runId: runIdSchema.optional(),
    integrationId: integrationIdSchema.optional(),
    state: issueStateSchema.optional(),
    causeId: causeId.max(64).optional(),
    isUnresolved: z
      .stringbool()
      .or(z.boolean())
      .optional()
      .describe('Open and held and retrying: everything that is not over'),
    search: z.string().trim().max(100).optional(),
  }),
  reply: pageOf(issueSchema),
  errors: [],
});
/** The issue with the record as it was read. Secrets never stand in records. */
export const issueGet = defineOperation({
  id: 'getIssue',
  http: { method: 'GET', path: '/issues/:issueId', role: 'viewer' },
  tag: 'Issues',
  summary: 'Get an issue with its record',
  subject: 'flows.v1.issue.get',
  request: byIssue,
  reply: issueSchema.extend({ payload }),
  errors: ['issue.not_found'],
});
/** Delivers the record alone, in a run of kind `retry`. */
export const issueRetry = defineOperation({
  id: 'retryIssue',
  http: { method: 'POST', path: '/issues/:issueId/retry', role: 'operator' },
  tag: 'Issues',
  summary: 'Deliver the record of an issue alone',
  subject: 'flows.v1.issue.retry',
  request: byIssue,
  reply: z.object({ issue: issueSchema, run: runSchema }),
  errors: ['issue.not_found', 'issue.not_open', 'run.already_active'],
});
/** Where the reason of an issue names a record of the target (`targetKey`): both are the same, and nothing is written. */
export const issueLink = defineOperation({
  id: 'linkIssue',
  http: { method: 'POST', path: '/issues/:issueId/link', role: 'operator' },
  tag: 'Issues',
  summary: 'Link the record of an issue with the one that was found at the target',
  subject: 'flows.v1.issue.link',
  request: byIssue,
  reply: z.object({ issue: issueSchema, run: runSchema }),
  errors: ['issue.not_found', 'issue.not_open', 'issue.not_linkable', 'flow.not_found', 'run.already_active'],
});
export const issueSkip = defineOperation({
  id: 'skipIssue',
  http: { method: 'POST', path: '/issues/:issueId/skip', role: 'operator' },
  tag: 'Issues',
  summary: 'Skip the record of an issue for good',
  subject: 'flows.v1.issue.skip',
  request: byIssue,
  reply: issueSchema,
  errors: ['issue.not_found', 'issue.not_open'],
});
/** Unresolved issues of one cause: of the same flow, class, code and field. */
export const issueCauseSchema = z.object({
  causeId,
  flowId: flowIdSchema,
  integrationId: integrationIdSchema,
  entity: entityKindSchema,
  failureClass: failureClassSchema,
  reason: reasonSchema.describe('The reason of the newest of them'),
  waitsFor: z
    .string()
    .nullable()
    .meta({ description: 'What they wait for, where they are held for the same thing', examples: [null] }),
  counts: z
    .object({ open: z.number().int(), held: z.number().int(), retrying: z.number().int() })
    .meta({ examples: [{ open: 4, held: 0, retrying: 0 }] }),
  examples: z.array(naturalKeySchema).describe('Natural keys of a few of them'),
  firstOpenedAt: instantSchema,
  lastUpdatedAt: instantSchema,
});
export type IssueCause = z.infer<typeof issueCauseSchema>;
export const issueCauseList = defineOperation({
  id: 'listIssueCauses',
  http: { method: 'GET', path: '/issue-causes', role: 'viewer' },
  tag: 'Issues',
  summary: 'List unresolved issues by cause, the largest group first',
  subject: 'flows.v1.issue_cause.list',
  request: pageRequestSchema.extend({ flowId: flowIdSchema.optional(), integrationId: integrationIdSchema.optional() }),
  reply: pageOf(issueCauseSchema),
  errors: [],
});
/** Changes the record of an issue as it was read; refused when the source's connector cannot parse it. */
export const issueEdit = defineOperation({
  id: 'editIssue',
  http: { method: 'PATCH', path: '/issues/:issueId', role: 'operator', maxBodyBytes: 1_000_000 },
  tag: 'Issues',
  summary: 'Change the record of an issue',
  subject: 'flows.v1.issue.edit',
  request: byIssue.extend({ payload }),
  reply: issueSchema.extend({ payload }),
  errors: ['issue.not_found', 'issue.not_open', 'issue.payload_invalid'],
});
/** Some issues, or all open and held ones of a cause (at most 10,000). */
export const issueSelectionSchema = z.union([
  z.object({ issueIds: z.array(issueIdSchema).min(1).max(1000) }),
  z.object({ causeId: causeId.max(64) }),
]);
/** Retries many issues: one run of kind `retry` per flow. Issues that are no longer open are skipped. */
export const issueRetryMany = defineOperation({
  id: 'retryIssues',
  http: { method: 'POST', path: '/issues/retry', role: 'operator' },
  tag: 'Issues',
  summary: 'Retry many issues',
  timeoutMs: 30_000,
  subject: 'flows.v1.issue.retry_many',
  request: z.object({ selection: issueSelectionSchema }),
  reply: z.object({
    count: z.number().int().describe('Issues that are being retried now'),
    runs: z.array(runSchema),
    busyFlowIds: z.array(flowIdSchema).describe('Flows that run already, so that theirs could not be retried now'),
  }),
  errors: [],
});
export const issueSkipMany = defineOperation({
  id: 'skipIssues',
  http: { method: 'POST', path: '/issues/skip', role: 'operator' },
  tag: 'Issues',
  summary: 'Skip the records of many issues',
  timeoutMs: 30_000,
  subject: 'flows.v1.issue.skip_many',
  request: z.object({ selection: issueSelectionSchema }),
  reply: z.object({ count: z.number().int() }),
  errors: [],
});

/** One entry of a run's log; `details` depend on its kind. */
export const runLogEntrySchema = z.object({
  at: instantSchema,
  kind: z.enum([
    'queued',
    'started',
    'page_delivered',
    'waiting',
    'resumed',
    'taken_over',
    'cancel_requested',
    'completed',
    'failed',
    'cancelled',
  ]),
  details: z
    .object({
      reason: reasonSchema.optional(),
      resumesAt: instantSchema.optional(),
      counts: runCountsSchema.optional(),
      page: z.number().int().optional(),
      kind: runKindSchema.optional(),
      trigger: runTriggerSchema.optional(),
    })
    .meta({ examples: [{ kind: 'sync', trigger: 'schedule' }] }),
});
export type RunLogEntry = z.infer<typeof runLogEntrySchema>;
/** Oldest first. Of many pages, some are left out; the counts of an entry are those of the run so far. */
export const runLogList = defineOperation({
  id: 'listRunLog',
  http: { method: 'GET', path: '/runs/:runId/log', role: 'viewer' },
  tag: 'Runs',
  summary: 'List the log of a run',
  subject: 'flows.v1.run_log.list',
  request: pageRequestSchema.extend({ runId: runIdSchema }),
  reply: pageOf(runLogEntrySchema),
  errors: ['run.not_found'],
});

export const recordLinkList = defineOperation({
  id: 'listRecordLinks',
  http: { method: 'GET', path: '/record-links', role: 'viewer' },
  tag: 'Records',
  summary: 'List the record links of a flow',
  subject: 'flows.v1.record_link.list',
  request: pageRequestSchema.extend({ flowId: flowIdSchema, search: z.string().max(100).optional() }),
  reply: pageOf(recordLinkSchema),
  errors: [],
});
/** Open counts of one integration, for its line in the overview. */
export const flowSummaryList = defineOperation({
  id: 'listFlowSummaries',
  http: { method: 'POST', path: '/flow-summaries/search', role: 'viewer' },
  tag: 'Flows',
  summary: 'List last and next run, issues and records of flows',
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
/** How a flow hears of changes: what Koppel made at the application for it. */
export const flowWebhooksSchema = z.object({
  state: z.enum(['polled', 'off', 'pending', 'made', 'missing']).meta({
    description:
      'polled: Koppel makes none at this application; off: the flow is not enabled; pending: they are being made; missing: `reason` says why, and the flow runs by its schedule',
    examples: ['made'],
  }),
  application: z.string().meta({ description: 'The application that calls', examples: ['WooCommerce'] }),
  topics: z.array(z.string()).meta({
    description: 'What it calls for',
    examples: [['order.created', 'order.updated', 'order.deleted', 'order.restored']],
  }),
  reason: reasonSchema.nullable().meta({ examples: [null] }),
  checkedAt: instantSchema.nullable().describe('When Koppel last looked at the application'),
  repairedAt: instantSchema
    .nullable()
    .meta({ description: 'When Koppel last repaired what the application had switched off', examples: [null] }),
  refusedAt: instantSchema
    .nullable()
    .meta({ description: 'When a call was last refused because its signature was wrong', examples: [null] }),
});
export type FlowWebhooks = z.infer<typeof flowWebhooksSchema>;
const flowHookSchema = z.object({
  url: z.url().meta({ examples: ['https://koppel.example/hooks/flows/5f0d9a52-13f3-4b0b-8a0e-7f5f1b1c2d02/k3Jx9'] }),
  webhooks: flowWebhooksSchema,
});
/** The URL that an application calls when something changed. The call only starts the flow's next run; its records are not taken from it. */
export const flowHookGet = defineOperation({
  id: 'getFlowHook',
  http: { method: 'GET', path: '/flows/:flowId/hook', role: 'admin' },
  tag: 'Flows',
  summary: 'Get the URL that starts a run when an application calls it, and the webhooks that Koppel made for it',
  subject: 'flows.v1.flow_hook.get',
  request: z.object({ flowId: flowIdSchema }),
  reply: flowHookSchema,
  errors: ['flow.not_found'],
});
/** For an address that somebody knows who should not. */
export const flowHookReissue = defineOperation({
  id: 'reissueFlowHook',
  http: { method: 'POST', path: '/flows/:flowId/hook/reissue', role: 'admin' },
  tag: 'Flows',
  summary: 'Give a flow another URL; the old one ends at once, and webhooks that Koppel made are made again',
  subject: 'flows.v1.flow_hook.reissue',
  request: z.object({ flowId: flowIdSchema }),
  reply: flowHookSchema,
  errors: ['flow.not_found'],
});
