import { z } from 'zod';
import { entityKindSchema } from './entities/entity.js';
import { applicationIdSchema } from './ids.js';
import { defineContract } from './message.js';
import { jsonSchema, jsonSchemaDocumentSchema } from './values.js';

export const applicationKindSchema = z.enum(['erp', 'webshop']);

/** A kind of system that can be connected, as its connector describes it. */
export const applicationSchema = z.object({
  id: applicationIdSchema,
  name: z.string(),
  kind: applicationKindSchema,
  summary: z.string(),
  /** An inline SVG of the logo. */
  logoSvg: z.string(),
  /** JSON Schema of the connection's form: titles, descriptions (help), patterns; `x-secret: true` marks secrets. */
  fieldsSchema: jsonSchemaDocumentSchema,
  /** `oauth2` asks for a log-in at the provider after *Save*; the others are ready to test at once. */
  authorization: z.enum(['oauth2', 'static', 'session']),
  /** Path of the redirect URI to register at the provider, for `oauth2`. */
  redirectPath: z.string().optional(),
});
export type Application = z.infer<typeof applicationSchema>;

/** A JSON Schema whose properties are the settings; per property `title`, `description` (what and why), `default`, `x-essential`. */
export const flowDefinitionSchema = z.object({
  /** `products`, `stock-levels`, `prices`, `orders`; unique within an integration. */
  key: z.string(),
  entity: entityKindSchema,
  title: z.string(),
  description: z.string(),
  sourceApplicationId: applicationIdSchema,
  targetApplicationId: applicationIdSchema,
  settingsSchema: jsonSchemaDocumentSchema,
  defaultSettings: z.record(z.string(), jsonSchema),
  /** Five-field cron. */
  defaultCron: z.string(),
});
export type FlowDefinition = z.infer<typeof flowDefinitionSchema>;

export const packageSchema = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  flows: z.array(flowDefinitionSchema),
});
export type Package = z.infer<typeof packageSchema>;

export const applicationList = defineContract({
  subject: 'catalog.v1.application.list',
  request: z.object({}),
  reply: z.object({ items: z.array(applicationSchema) }),
  errors: [],
});
export const applicationGet = defineContract({
  subject: 'catalog.v1.application.get',
  request: z.object({ applicationId: applicationIdSchema }),
  reply: applicationSchema,
  errors: ['application.not_found'],
});
/** The manual of an application, as Markdown for people. */
export const manualGet = defineContract({
  subject: 'catalog.v1.manual.get',
  request: z.object({ applicationId: applicationIdSchema }),
  reply: z.object({ applicationId: applicationIdSchema, markdown: z.string() }),
  errors: ['application.not_found'],
});
/** The packages offered for a pair of applications; empty where the two have nothing to exchange. */
export const packageList = defineContract({
  subject: 'catalog.v1.package.list',
  request: z.object({ applicationIds: z.tuple([applicationIdSchema, applicationIdSchema]) }),
  reply: z.object({ items: z.array(packageSchema) }),
  errors: ['application.not_found'],
});
