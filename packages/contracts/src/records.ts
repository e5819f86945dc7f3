import { z } from 'zod';
import { moneySchema, recordDocumentSchema } from './documents.js';
import { entityKindSchema } from './entities/entity.js';
import { failureClassSchema } from './errors.js';
import { runKindSchema, runSchema, runTriggerSchema } from './flows.js';
import { attemptIdSchema, flowIdSchema, integrationIdSchema, issueIdSchema, runIdSchema } from './ids.js';
import { defineOperation } from './message.js';
import { reasonSchema } from './reason.js';
import {
  instantSchema,
  jsonSchema,
  naturalKeySchema,
  pageOf,
  pageRequestSchema,
  recordTitleSchema,
  sourceKeySchema,
  targetKeySchema,
} from './values.js';
import { recordOutcomes } from './vocabulary.js';

/** unchanged: it was found at the target as it should be, and linked. */
export const recordOutcomeSchema = z.enum(recordOutcomes);
export type RecordOutcome = z.infer<typeof recordOutcomeSchema>;

/** One record of a flow with its last outcome. */
export const recordSchema = z.object({
  flowId: flowIdSchema,
  integrationId: integrationIdSchema,
  entity: entityKindSchema,
  sourceKey: sourceKeySchema,
  naturalKey: naturalKeySchema,
  title: recordTitleSchema,
  targetKey: targetKeySchema.nullable(),
  outcome: recordOutcomeSchema,
  reason: reasonSchema.nullable().meta({
    description: 'Why it was left out or not delivered, or what its delivery did not find out',
    examples: [null],
  }),
  failureClass: failureClassSchema.nullable().meta({ examples: [null] }),
  total: moneySchema
    .optional()
    .describe('What it comes to at the source, VAT included, as it was read last; of orders and what belongs to them'),
  document: recordDocumentSchema
    .optional()
    .describe('What it became in the books of the target; of an attempt: what was written, found or taken back'),
  runId: runIdSchema,
  at: instantSchema,
});
export type KoppelRecord = z.infer<typeof recordSchema>;

/** One try of a record: read, mapped, compared and, where it differed, written. */
export const recordAttemptSchema = recordSchema.extend({
  id: attemptIdSchema,
  kind: runKindSchema,
  trigger: runTriggerSchema,
  times: z.number().int().describe('How often in a row the same came out; firstAt is the first of them, at the last'),
  firstAt: instantSchema,
  notes: z.array(reasonSchema).optional().describe('What else a person should know of it, besides the reason'),
});
export type RecordAttempt = z.infer<typeof recordAttemptSchema>;

/** The record at each stage; null when it did not get that far, or is no longer stored. */
export const recordPayloadsSchema = z.object({
  source: jsonSchema.meta({ examples: [{ id: 1042, number: 'WEB-1042', status: 'processing' }] }),
  canonical: jsonSchema.meta({ examples: [{ number: 'WEB-1042', currency: 'EUR' }] }),
  target: jsonSchema.meta({ examples: [{ YourRef: 'WEB-1042', Currency: 'EUR' }] }),
});

/** What a person decided about a record: who, when, and which record of the target it was about. */
export const recordActionSchema = z.object({
  kind: z.enum(['unlinked', 'delivered_again', 'linked', 'done']).meta({ examples: ['unlinked'] }),
  targetKey: targetKeySchema.nullable(),
  targetNumber: z
    .string()
    .optional()
    .meta({ description: 'What people call that record at the target, where it is known', examples: ['20261042'] }),
  by: z.string().meta({ examples: ['user-1'] }),
  byName: z
    .string()
    .optional()
    .meta({
      description: "The person's name or the service's; absent where it is not known any more",
      examples: ['Anna Smit'],
    }),
  at: instantSchema,
});
export type RecordAction = z.infer<typeof recordActionSchema>;

/** Why a record is or is not at the target. */
export const recordExplanationSchema = z.object({
  code: z.enum([
    'synced',
    'linked_by_hand',
    'done_by_hand',
    'withdrawn',
    'filtered',
    'skipped_by_person',
    'issue_open',
    'issue_held',
    'issue_retrying',
    'write_open',
    'requested',
    'flow_paused',
    'flow_failed',
    'connection_needs_attention',
    'run_waiting',
  ]),
  reason: reasonSchema.nullable().meta({ description: 'Null where the code says it all', examples: [null] }),
  issueId: issueIdSchema.nullable().meta({ examples: [null] }),
  nextRunAt: instantSchema.nullable(),
  flowState: z
    .enum(['paused', 'removed'])
    .optional()
    .describe('Said beside any code: its flow does not run because a person paused or removed it'),
  comparison: z
    .object({
      readAt: instantSchema
        .nullable()
        .describe('When its flow last asked the source for all that had changed; null: it has not finished yet'),
      deletions: z
        .object({ checkedAt: instantSchema, everyMs: z.number().int() })
        .optional()
        .describe('No reading tells what was deleted at the source: its flow asks for that at intervals'),
    })
    .optional()
    .meta({
      description: 'Of a record that is synced: up to when that is known',
      examples: [
        {
          readAt: '2026-01-05T09:30:00.000Z',
          deletions: { checkedAt: '2026-01-05T06:00:00.000Z', everyMs: 21_600_000 },
        },
      ],
    }),
  linkedByHand: recordActionSchema
    .optional()
    .describe(
      'Said beside any code: a person linked it with a record of the target, or brought that up to date, and it was not written since',
    ),
});
export type RecordExplanation = z.infer<typeof recordExplanationSchema>;

const byRecord = z.object({ flowId: flowIdSchema, entity: entityKindSchema, sourceKey: sourceKeySchema.max(500) });

/** Records of all flows by SKU, order number, e-mail address, name or id; exact matches first, then the newest. */
export const recordSearch = defineOperation({
  id: 'searchRecords',
  http: { method: 'GET', path: '/records', role: 'viewer' },
  tag: 'Records',
  summary: 'Search records by SKU, order number, e-mail address or id',
  subject: 'flows.v1.record.search',
  request: pageRequestSchema.extend({
    query: z
      .string()
      .trim()
      .max(200)
      .default('')
      .meta({ examples: ['WEB-1042'] }),
    flowId: flowIdSchema.optional(),
    integrationId: integrationIdSchema.optional(),
    entity: entityKindSchema.optional(),
    outcome: recordOutcomeSchema.optional(),
  }),
  reply: pageOf(recordSchema),
  errors: [],
});
/** One record with its explanation and its newest 100 attempts, newest first. */
export const recordGet = defineOperation({
  id: 'getRecord',
  http: { method: 'POST', path: '/records/timeline', role: 'viewer' },
  tag: 'Records',
  summary: 'Get a record with its timeline',
  subject: 'flows.v1.record.get',
  request: byRecord,
  reply: z.object({
    record: recordSchema,
    explanation: recordExplanationSchema,
    attempts: z.array(recordAttemptSchema),
    actions: z
      .array(recordActionSchema)
      .optional()
      .describe('The newest 100 decisions of people about it, newest first'),
    related: z
      .array(recordSchema)
      .optional()
      .describe('The newest 100 records of the same order: for a credit or payment, also that order itself'),
  }),
  errors: ['record.not_found'],
});
/** Only the link is forgotten: nothing changes at the target. */
export const recordUnlink = defineOperation({
  id: 'unlinkRecord',
  http: { method: 'POST', path: '/records/unlink', role: 'operator' },
  tag: 'Records',
  summary: 'Forget which record of the target belongs to a record',
  description: 'The next run reads the record again, looks it up at the target and, where it is not found, creates it.',
  subject: 'flows.v1.record.unlink',
  request: byRecord,
  reply: recordActionSchema,
  errors: ['record.not_linked', 'run.already_active'],
});
/** Starts a run of kind `retry` for this one record. */
export const recordDeliver = defineOperation({
  id: 'deliverRecord',
  http: { method: 'POST', path: '/records/deliver', role: 'operator' },
  tag: 'Records',
  summary: 'Read a record again and deliver it, whether it has changed or not',
  subject: 'flows.v1.record.deliver',
  request: byRecord,
  reply: runSchema,
  errors: [
    'record.not_found',
    'record.not_deliverable',
    'flow.not_found',
    'run.already_active',
    'connection.needs_attention',
  ],
});
export const recordAttemptGet = defineOperation({
  id: 'getRecordAttempt',
  http: { method: 'GET', path: '/record-attempts/:attemptId', role: 'viewer' },
  tag: 'Records',
  summary: 'Get an attempt with the record at each stage',
  subject: 'flows.v1.record_attempt.get',
  request: z.object({ attemptId: attemptIdSchema }),
  reply: recordAttemptSchema.extend({ payloads: recordPayloadsSchema }),
  errors: ['record.not_found'],
});
/** Every record that a run processed, in order; unchanged ones are only counted. */
export const runRecordList = defineOperation({
  id: 'listRunRecords',
  http: { method: 'GET', path: '/runs/:runId/records', role: 'viewer' },
  tag: 'Runs',
  summary: 'List the records of a run',
  subject: 'flows.v1.run_record.list',
  request: pageRequestSchema.extend({
    runId: runIdSchema,
    outcome: recordOutcomeSchema
      .optional()
      .describe('As the run counts them: those that were taken back are among the updated ones'),
  }),
  reply: pageOf(recordAttemptSchema),
  errors: ['run.not_found'],
});
