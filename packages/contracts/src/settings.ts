import { z } from 'zod';
import { entityKindSchema, type EntityKind } from './entities/entity.js';
import {
  applicationIdSchema,
  connectionIdSchema,
  draftIdSchema,
  flowIdSchema,
  integrationIdSchema,
  organizationIdSchema,
} from './ids.js';
import { defineContract, defineOperation } from './message.js';
import { reasonSchema } from './reason.js';
import { flowKeySchema, flowTitleSchema, instantSchema, jsonSchema, pageOf, pageRequestSchema } from './values.js';

/** Five-field cron in an IANA time zone, `0 * * * *` in `Europe/Amsterdam`; null: only by hand. */
export const scheduleSchema = z.object({
  cron: z
    .string()
    .max(100)
    .meta({ examples: ['0 * * * *'] }),
  timeZone: z
    .string()
    .max(60)
    .meta({ examples: ['Europe/Amsterdam'] }),
});
export type Schedule = z.infer<typeof scheduleSchema>;

export const flowSettingsSchema = z
  .record(z.string().max(60), jsonSchema)
  .meta({ examples: [{ shippingItem: 'POST', deliveryDays: 2 }] });
export type FlowSettings = z.infer<typeof flowSettingsSchema>;

const packageIdExample = { examples: ['orders-and-customers'] };
const connectionIds = z
  .tuple([connectionIdSchema, connectionIdSchema])
  .meta({ examples: [['a2b3c4d5-e6f7-4890-91ab-cdef01234505', 'f1a2b3c4-d5e6-4f70-8a9b-0c1d2e3f4a0b']] });
const titleExample = { examples: ['Webshop and accounting'] };

/** By the kind of its records, the kind that they belong to, which another flow of the integration delivers. */
export const originEntities: Partial<Record<EntityKind, EntityKind>> = { credit: 'order', payment: 'order' };

const originFlow = z.object({
  flowId: flowIdSchema,
  settings: flowSettingsSchema,
  createdAt: instantSchema.optional(),
  enabledAt: instantSchema.nullable().optional(),
});

export const flowSchema = z.object({
  id: flowIdSchema,
  integrationId: integrationIdSchema,
  packageId: z.string().meta(packageIdExample),
  key: flowKeySchema.describe("The flow's key in the catalog"),
  entity: entityKindSchema,
  title: flowTitleSchema,
  sourceConnectionId: connectionIdSchema,
  targetConnectionId: connectionIdSchema.meta({ examples: ['f1a2b3c4-d5e6-4f70-8a9b-0c1d2e3f4a0b'] }),
  isEnabled: z.boolean(),
  schedule: scheduleSchema.nullable(),
  settings: flowSettingsSchema,
  version: z
    .number()
    .int()
    .meta({ description: 'Counts every change of the flow; send it back on update', examples: [3] }),
  createdAt: instantSchema.optional(),
  enabledAt: instantSchema
    .nullable()
    .optional()
    .meta({ description: 'When it was enabled for the first time; null while it never was', examples: [null] }),
  origin: originFlow
    .optional()
    .describe(
      'The flow of the same integration that delivers what its records belong to: for credits and payments, that of orders',
    ),
  relatedFlows: z
    .array(z.object({ flowId: flowIdSchema, entity: entityKindSchema }))
    .optional()
    .describe('The other flows of the integration between the same connections'),
  oppositeFlows: z
    .array(z.object({ flowId: flowIdSchema, entity: entityKindSchema }))
    .optional()
    .describe('The flows of the integration between the same connections the other way round'),
  followers: z
    .array(entityKindSchema)
    .optional()
    .describe('Kinds of records that belong to those of this flow, and that enabled flows of the integration deliver'),
});
export type Flow = z.infer<typeof flowSchema>;

export const integrationSchema = z.object({
  id: integrationIdSchema,
  title: z.string().meta(titleExample),
  connectionIds,
  packageIds: z.array(z.string().meta(packageIdExample)),
  flows: z.array(flowSchema),
  createdAt: instantSchema,
  updatedAt: instantSchema,
});
export type Integration = z.infer<typeof integrationSchema>;

/** One earlier state of a flow: who changed it, when, to what. */
export const flowVersionSchema = z.object({
  version: z
    .number()
    .int()
    .meta({ examples: [2] }),
  isEnabled: z.boolean(),
  schedule: scheduleSchema.nullable(),
  settings: flowSettingsSchema,
  changedBy: z.string().meta({ examples: ['user-1'] }),
  changedByName: z
    .string()
    .optional()
    .meta({
      description: "The person's name or the service's; absent where it is not known any more",
      examples: ['Anna Smit'],
    }),
  changedAt: instantSchema,
});
export type FlowVersion = z.infer<typeof flowVersionSchema>;

const title = z.string().trim().min(1).max(80).meta(titleExample);
const packageIds = z.array(z.string().max(60).meta(packageIdExample)).max(20);
const byIntegration = z.object({ integrationId: integrationIdSchema });

export const integrationCreate = defineOperation({
  id: 'createIntegration',
  http: { method: 'POST', path: '/integrations', role: 'admin' },
  tag: 'Integrations',
  summary: 'Create an integration of two connections',
  subject: 'settings.v1.integration.create',
  request: z.object({
    title,
    connectionIds,
    packageIds: packageIds.default([]).meta({ examples: [['orders-and-customers']] }),
  }),
  reply: integrationSchema,
  errors: ['connection.not_found', 'integration.connections_unsuitable', 'package.not_found'],
});
export const integrationList = defineOperation({
  id: 'listIntegrations',
  http: { method: 'GET', path: '/integrations', role: 'viewer' },
  tag: 'Integrations',
  summary: 'List integrations with their flows, oldest first',
  subject: 'settings.v1.integration.list',
  request: pageRequestSchema.extend({ connectionId: connectionIdSchema.optional() }),
  reply: pageOf(integrationSchema),
  errors: [],
});
export const integrationGet = defineOperation({
  id: 'getIntegration',
  http: { method: 'GET', path: '/integrations/:integrationId', role: 'viewer' },
  tag: 'Integrations',
  summary: 'Get an integration',
  subject: 'settings.v1.integration.get',
  request: byIntegration,
  reply: integrationSchema,
  errors: ['integration.not_found'],
});
/**
 * Choosing fewer packages removes their flows; choosing more adds them with their default settings. A setting that must differ between
 * flows to one account (`x-distinct`) gets a value that no other such flow has.
 */
export const integrationUpdate = defineOperation({
  id: 'updateIntegration',
  http: { method: 'PATCH', path: '/integrations/:integrationId', role: 'admin' },
  tag: 'Integrations',
  summary: 'Rename an integration or choose its packages',
  subject: 'settings.v1.integration.update',
  request: byIntegration.extend({
    title: title.optional(),
    packageIds: packageIds.optional(),
  }),
  reply: integrationSchema,
  errors: ['integration.not_found', 'package.not_found'],
});
export const integrationDelete = defineOperation({
  id: 'deleteIntegration',
  http: { method: 'DELETE', path: '/integrations/:integrationId', role: 'admin' },
  tag: 'Integrations',
  summary: 'Delete an integration',
  subject: 'settings.v1.integration.delete',
  request: byIntegration,
  reply: z.object({}),
  errors: ['integration.not_found'],
});
export const flowGet = defineOperation({
  id: 'getFlow',
  http: { method: 'GET', path: '/flows/:flowId', role: 'viewer' },
  tag: 'Flows',
  summary: 'Get a flow with its settings',
  subject: 'settings.v1.flow.get',
  request: z.object({ flowId: flowIdSchema }),
  reply: flowSchema,
  errors: ['flow.not_found'],
});
const flowFindings = z.object({
  unchecked: reasonSchema.optional().meta({
    description: 'Why a side could not check the settings; they are saved all the same',
    examples: [{ code: 'connections.check_late', params: { application: 'Exact Online' } }],
  }),
  warnings: z
    .array(reasonSchema)
    .optional()
    .meta({
      description: 'What a person should read of the settings, which are saved; the field is the setting',
      examples: [
        [{ code: 'exact_online.vat_entry_own_code', params: { key: 'BE:21', code: '2' }, field: 'vatCodes.BE:21' }],
      ],
    }),
});
export const flowCheck = defineOperation({
  id: 'checkFlow',
  http: { method: 'GET', path: '/flows/:flowId/check', role: 'admin' },
  tag: 'Flows',
  summary: 'Check the saved settings of a flow at both sides, as enabling it does',
  timeoutMs: 40_000,
  subject: 'settings.v1.flow.check',
  request: z.object({ flowId: flowIdSchema }),
  reply: flowFindings,
  errors: ['flow.not_found'],
});
/**
 * Changes settings, schedule or enabling; refused with `flow.version_conflict` when `version` is not the newest. Settings are checked
 * by both sides, and saved without that check where a side cannot be asked. A flow that is enabled is checked too; what is found
 * then refuses nothing.
 */
export const flowUpdate = defineOperation({
  id: 'updateFlow',
  http: { method: 'PATCH', path: '/flows/:flowId', role: 'admin' },
  tag: 'Flows',
  summary: 'Change settings or schedule of a flow, enable or pause it',
  timeoutMs: 40_000,
  subject: 'settings.v1.flow.update',
  request: z.object({
    flowId: flowIdSchema,
    version: z
      .number()
      .int()
      .meta({ description: 'The one that was read', examples: [3] }),
    isEnabled: z.boolean().optional(),
    schedule: scheduleSchema.nullable().optional(),
    settings: flowSettingsSchema.optional(),
  }),
  reply: flowSchema.extend(flowFindings.shape),
  errors: ['flow.not_found', 'flow.version_conflict', 'flow.settings_invalid', 'flow.schedule_invalid'],
});
export const flowVersionList = defineOperation({
  id: 'listFlowVersions',
  http: { method: 'GET', path: '/flows/:flowId/versions', role: 'viewer' },
  tag: 'Flows',
  summary: 'List the versions of a flow with who changed it, newest first',
  subject: 'settings.v1.flow_version.list',
  request: pageRequestSchema.extend({ flowId: flowIdSchema }),
  reply: pageOf(flowVersionSchema),
  errors: ['flow.not_found'],
});
/** Every enabled, scheduled flow of all organizations, for the runner's schedule firing. */
export const scheduledFlowList = defineContract({
  subject: 'settings.v1.scheduled_flow.list',
  scope: 'system',
  request: z.object({ after: flowIdSchema.optional(), limit: z.number().int().min(1).max(1000).default(500) }),
  reply: z.object({
    items: z.array(z.object({ flowId: flowIdSchema, organizationId: organizationIdSchema, schedule: scheduleSchema })),
    next: flowIdSchema.nullable(),
  }),
  errors: [],
});

/** Every enabled flow of all organizations, for the webhooks that the runner makes. */
export const enabledFlowList = defineContract({
  subject: 'settings.v1.enabled_flow.list',
  scope: 'system',
  request: z.object({ after: flowIdSchema.optional(), limit: z.number().int().min(1).max(1000).default(500) }),
  reply: z.object({
    items: z.array(z.object({ flowId: flowIdSchema, organizationId: organizationIdSchema })),
    next: flowIdSchema.nullable(),
  }),
  errors: [],
});

/** What a newer catalog changes in a chosen package of an integration. */
export const packageUpdateSchema = z.object({
  packageId: z.string().meta(packageIdExample),
  title: z.string().meta({ examples: ['Orders and customers'] }),
  newFlows: z
    .array(z.object({ key: flowKeySchema, title: flowTitleSchema }))
    .describe('Flows that the package has now and the integration has not'),
  endedFlows: z.array(z.object({ flowId: flowIdSchema, title: flowTitleSchema })).meta({
    description:
      'Flows that the package does not have any more; they stay until the package is removed, but cannot be changed',
    examples: [[]],
  }),
});
export type PackageUpdate = z.infer<typeof packageUpdateSchema>;

export const packageUpdateList = defineOperation({
  id: 'listPackageUpdates',
  http: { method: 'GET', path: '/integrations/:integrationId/package-updates', role: 'viewer' },
  tag: 'Integrations',
  summary: 'List what newer packages would change in an integration',
  subject: 'settings.v1.package_update.list',
  request: byIntegration,
  reply: z.object({ items: z.array(packageUpdateSchema) }),
  errors: ['integration.not_found'],
});
/** Adds the new flows of one package, switched off and with their default settings, and removes its ended ones. */
export const packageUpdateApply = defineOperation({
  id: 'applyPackageUpdate',
  http: { method: 'POST', path: '/integrations/:integrationId/package-updates/:packageId', role: 'admin' },
  tag: 'Integrations',
  summary: 'Apply the update of a package',
  subject: 'settings.v1.package_update.apply',
  request: byIntegration.extend({ packageId: z.string().max(60).meta(packageIdExample) }),
  reply: integrationSchema,
  errors: ['integration.not_found', 'package.not_found'],
});

export const wizardStepSchema = z
  .enum(['welcome', 'applications', 'packages', 'settings', 'finish'])
  .meta({ examples: ['packages'] });

/**
 * An unfinished wizard, so that it can be continued on any machine. Without secrets: it has only the other fields of a form.
 */
export const draftSchema = z.object({
  id: draftIdSchema,
  step: wizardStepSchema,
  applicationIds: z
    .tuple([applicationIdSchema.nullable(), applicationIdSchema.nullable()])
    .meta({ examples: [['woocommerce', 'exact-online']] }),
  connectionIds: z
    .tuple([connectionIdSchema.nullable(), connectionIdSchema.nullable()])
    .meta({ examples: [['a2b3c4d5-e6f7-4890-91ab-cdef01234505', null]] }),
  integrationId: integrationIdSchema.nullable().meta({ examples: [null] }),
  values: z.record(z.string().max(80), z.record(z.string().max(80), jsonSchema)).meta({
    description: 'What was typed and not saved yet, by form and field',
    examples: [{ 'connection.0': { shopUrl: 'https://shop.example' } }],
  }),
  startedBy: z.string().meta({ examples: ['user-1'] }),
  createdAt: instantSchema,
  updatedAt: instantSchema,
});
export type Draft = z.infer<typeof draftSchema>;

/** For lists: without `values`, which may be long. */
export const draftSummarySchema = draftSchema.omit({ values: true });
export type DraftSummary = z.infer<typeof draftSummarySchema>;

/** A list has the drafts used last, at most this many. */
export const maxListedDrafts = 200;

export const draftList = defineOperation({
  id: 'listDrafts',
  http: { method: 'GET', path: '/drafts', role: 'admin' },
  tag: 'Drafts',
  summary: 'List the drafts of the wizard',
  subject: 'settings.v1.draft.list',
  request: z.object({}),
  reply: z.object({ items: z.array(draftSummarySchema).max(maxListedDrafts) }),
  errors: [],
});
export const draftCreate = defineOperation({
  id: 'createDraft',
  http: { method: 'POST', path: '/drafts', role: 'admin' },
  tag: 'Drafts',
  summary: 'Create a draft of the wizard',
  subject: 'settings.v1.draft.create',
  request: z.object({}),
  reply: draftSchema,
  errors: [],
});
export const draftGet = defineOperation({
  id: 'getDraft',
  http: { method: 'GET', path: '/drafts/:draftId', role: 'admin' },
  tag: 'Drafts',
  summary: 'Get a draft',
  subject: 'settings.v1.draft.get',
  request: z.object({ draftId: draftIdSchema }),
  reply: draftSchema,
  errors: ['draft.not_found'],
});
/** Omitted fields stay. The last writer wins, because a draft belongs to one person. */
export const draftUpdate = defineOperation({
  id: 'updateDraft',
  http: { method: 'PATCH', path: '/drafts/:draftId', role: 'admin' },
  tag: 'Drafts',
  summary: 'Change a draft',
  subject: 'settings.v1.draft.update',
  request: z.object({
    draftId: draftIdSchema,
    ...draftSchema
      .pick({ step: true, applicationIds: true, connectionIds: true, integrationId: true, values: true })
      .partial().shape,
  }),
  reply: draftSchema,
  errors: ['draft.not_found'],
});
/** Deletes a draft, finished or not; its connections and integration stay. */
export const draftDelete = defineOperation({
  id: 'deleteDraft',
  http: { method: 'DELETE', path: '/drafts/:draftId', role: 'admin' },
  tag: 'Drafts',
  summary: 'Delete a draft',
  subject: 'settings.v1.draft.delete',
  request: z.object({ draftId: draftIdSchema }),
  reply: z.object({}),
  errors: ['draft.not_found'],
});
