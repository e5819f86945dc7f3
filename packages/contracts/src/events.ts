import { z } from 'zod';
import { connectionStateSchema } from './connections.js';
import { failureClassSchema } from './errors.js';
import { entityKindSchema } from './entities/entity.js';
import {
  connectionIdSchema,
  flowIdSchema,
  integrationIdSchema,
  issueIdSchema,
  organizationIdSchema,
  runIdSchema,
} from './ids.js';
import { runCountsSchema, runKindSchema, runTriggerSchema } from './flows.js';
import { reasonSchema } from './reason.js';
import { instantSchema, naturalKeySchema, sourceKeySchema, targetKeySchema } from './values.js';

/** CloudEvents 1.0 in JSON; `type` is also the NATS subject. Ids only: never a record, never a secret. */
export function eventSchema<Type extends string, Data extends z.ZodType>(type: Type, data: Data) {
  return z.object({
    specversion: z.literal('1.0'),
    id: z.uuid(),
    source: z.string(),
    type: z.literal(type),
    subject: z.string(),
    time: instantSchema,
    datacontenttype: z.literal('application/json'),
    organizationid: organizationIdSchema,
    /** The trace that caused it (CloudEvents' extension for distributed tracing, W3C Trace Context). */
    traceparent: z.string().optional(),
    data,
  });
}

const run = z.object({
  runId: runIdSchema,
  flowId: flowIdSchema,
  integrationId: integrationIdSchema,
  entity: entityKindSchema,
});

/** Every event type with the schema of its data. */
export const eventData = {
  'flows.v1.run.queued': run.extend({ kind: runKindSchema, trigger: runTriggerSchema }),
  'flows.v1.run.started': run,
  'flows.v1.run.progressed': run.extend({ counts: runCountsSchema, pages: z.number().int() }),
  'flows.v1.run.waiting': run.extend({ reason: reasonSchema, resumesAt: instantSchema }),
  'flows.v1.run.completed': run.extend({ counts: runCountsSchema }),
  'flows.v1.run.failed': run.extend({ counts: runCountsSchema, reason: reasonSchema }),
  'flows.v1.run.cancelled': run.extend({ counts: runCountsSchema }),
  'flows.v1.records.delivered': run.extend({
    records: z.array(
      z.object({
        outcome: z.enum(['created', 'updated', 'withdrawn']),
        sourceKey: sourceKeySchema,
        naturalKey: naturalKeySchema,
        targetKey: targetKeySchema.nullable().describe('Null: nothing of it is left at the target'),
      }),
    ),
  }),
  'flows.v1.issue.opened': run.extend({
    issueId: issueIdSchema,
    naturalKey: naturalKeySchema,
    failureClass: failureClassSchema,
  }),
  'flows.v1.issue.resolved': run.extend({ issueId: issueIdSchema, naturalKey: naturalKeySchema }),
  'connections.v1.connection.changed': z.object({
    connectionId: connectionIdSchema,
    state: connectionStateSchema,
    reason: reasonSchema.nullable(),
  }),
  'settings.v1.flow.changed': z.object({
    flowId: flowIdSchema,
    integrationId: integrationIdSchema,
    isRemoved: z.boolean(),
  }),
} as const;

export type EventType = keyof typeof eventData;
export const eventTypes = Object.keys(eventData) as EventType[];
export type EventDataOf<Type extends EventType> = z.infer<(typeof eventData)[Type]>;
export interface KoppelEvent<Type extends EventType = EventType> {
  specversion: '1.0';
  id: string;
  source: string;
  type: Type;
  subject: string;
  time: string;
  datacontenttype: 'application/json';
  organizationid: string;
  traceparent?: string | undefined;
  data: EventDataOf<Type>;
}

/**
 * JetStream streams. Events are kept for other services; work is taken once by any flow-runner.
 * The event subjects are listed one by one: a wildcard would also catch requests, and the stream would answer them.
 */
export const streams = {
  events: { name: 'KOPPEL_EVENTS', subjects: eventTypes },
  work: { name: 'KOPPEL_WORK', subjects: ['work.v1.run'] },
} as const;

/**
 * The mirror of the event stream in the NATS account `EVENTS`, for third-party services, under the same name. It is created
 * through `api`, reads its origin through `originApi` and receives messages below `deliverPrefix`.
 */
export const eventCopy = {
  api: '$JS.EVENTS.API',
  originApi: '$JS.KOPPEL.API',
  deliverPrefix: 'event_copy',
} as const;

/** The work message for flow-runners: ids only; the run's row in Postgres is authoritative. */
export const runWorkSchema = z.object({ organizationId: organizationIdSchema, runId: runIdSchema });
export type RunWork = z.infer<typeof runWorkSchema>;
