import { z } from 'zod';
import { entityKindSchema } from './entities/entity.js';
import { failureClassSchema } from './errors.js';
import { runSchema } from './flows.js';
import { runIdSchema } from './ids.js';
import { defineOperation } from './message.js';
import { reasonSchema } from './reason.js';
import { recordPayloadsSchema } from './records.js';
import { jsonSchema, naturalKeySchema, recordTitleSchema, sourceKeySchema } from './values.js';

/** One field that would be set; `before` is what the target has now, absent where it has none or cannot be asked. */
export const fieldChangeSchema = z.object({
  name: z.string().meta({ examples: ['Description'] }),
  before: jsonSchema.optional().meta({ examples: ['Mug'] }),
  after: jsonSchema.meta({ examples: ['Mug, blue'] }),
});
export type FieldChange = z.infer<typeof fieldChangeSchema>;

export const previewRecordSchema = z.object({
  entity: entityKindSchema,
  sourceKey: sourceKeySchema,
  naturalKey: naturalKeySchema,
  title: recordTitleSchema,
  outcome: z
    .enum(['create', 'update', 'withdraw', 'unchanged', 'filtered', 'failed', 'held'])
    .meta({ description: 'What a run would do with it', examples: ['update'] }),
  reason: reasonSchema.nullable().meta({ examples: [null] }),
  failureClass: failureClassSchema.nullable().meta({ examples: [null] }),
  changes: z.array(fieldChangeSchema).describe('All fields for create, the differing ones for update'),
  payloads: recordPayloadsSchema,
});
export type PreviewRecord = z.infer<typeof previewRecordSchema>;

const calls = z.object({ source: z.number().int(), target: z.number().int() });

export const previewSchema = z.object({
  run: runSchema,
  limit: z.number().int().describe('How many records were looked at; the preview stops there'),
  hasMore: z.boolean().meta({ description: 'Whether the source has more than was looked at', examples: [false] }),
  total: z
    .number()
    .int()
    .nullable()
    .describe('How many records a run would read in all; null where the source cannot tell'),
  counts: z
    .object({
      create: z.number().int(),
      update: z.number().int(),
      withdraw: z.number().int(),
      unchanged: z.number().int(),
      filtered: z.number().int(),
      failed: z.number().int(),
      held: z.number().int(),
    })
    .meta({ examples: [{ create: 0, update: 1, withdraw: 0, unchanged: 0, filtered: 0, failed: 0, held: 0 }] }),
  calls: z.object({
    /** What this preview itself cost. */
    spent: calls,
    writes: z.number().int().describe('What writing these records would cost at the target'),
    /** What a whole run would cost about, reading and writing; null where the total is not known. */
    wholeRun: calls.nullable(),
  }),
  records: z.array(previewRecordSchema),
});
export type Preview = z.infer<typeof previewSchema>;

/** What a run of kind `preview` found; empty until the run has ended. Kept for a day. */
export const previewGet = defineOperation({
  id: 'getPreview',
  http: { method: 'GET', path: '/previews/:runId', role: 'viewer' },
  tag: 'Runs',
  summary: 'Get the result of a preview',
  subject: 'flows.v1.preview.get',
  request: z.object({ runId: runIdSchema }),
  reply: previewSchema,
  errors: ['preview.not_found'],
});
