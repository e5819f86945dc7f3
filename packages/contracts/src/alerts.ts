import { z } from 'zod';
import { entityKindSchema } from './entities/entity.js';
import { connectionIdSchema, flowIdSchema, integrationIdSchema } from './ids.js';
import { defineContract } from './message.js';
import { instantSchema } from './values.js';
import { alertKinds, alertTopics } from './vocabulary.js';

export const alertKindSchema = z.enum(alertKinds);
export type AlertKind = z.infer<typeof alertKindSchema>;
export const alertTopicSchema = z.enum(alertTopics);
export type AlertTopic = z.infer<typeof alertTopicSchema>;

/** Which topic each kind of alert belongs to. */
export const topicOfAlert: Readonly<Record<AlertKind, AlertTopic>> = {
  connection_needs_attention: 'connections',
  flow_failing: 'flows',
  issues_open: 'issues',
  flow_silent: 'silence',
  run_stuck: 'silence',
  orders_missing: 'silence',
};

/** What is wrong with a flow at this moment. Ids and numbers only: never a record. */
export const flowConditionSchema = z.object({
  kind: alertKindSchema.exclude(['connection_needs_attention']),
  /** What it is about: the flow, or the cause of issues. */
  objectId: z.string().max(64),
  flowId: flowIdSchema,
  integrationId: integrationIdSchema,
  entity: entityKindSchema,
  connectionIds: z.tuple([connectionIdSchema, connectionIdSchema]),
  since: instantSchema,
  /** The oldest fact that it is concluded from: a connection that was broken at that time or later explains it. */
  evidentFrom: instantSchema,
  /** Runs that failed, issues, planned times that passed, or hours. */
  count: z.number().int(),
});
export type FlowCondition = z.infer<typeof flowConditionSchema>;

/** What is wrong with the flows of an organization now; at most 200, the oldest first. */
export const flowConditionList = defineContract({
  subject: 'flows.v1.condition.list',
  request: z.object({}),
  reply: z.object({ items: z.array(flowConditionSchema) }),
  errors: [],
});
