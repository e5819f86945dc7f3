import { z } from 'zod';
import { entityKindSchema } from './entities/entity.js';
import { applicationIdSchema } from './ids.js';
import { defineOperation } from './message.js';
import { jsonSchema, jsonSchemaDocumentSchema } from './values.js';
import { languages } from './vocabulary.js';

/** The languages of texts that people read; the catalog answers in English where it has no translation. */
export const languageSchema = z.enum(languages);
export type Language = z.infer<typeof languageSchema>;

/** What an application is for people: packages are templates over roles. */
export const applicationRoleSchema = z.enum(['books', 'catalogue', 'shop', 'payments', 'logistics', 'files']);
export type ApplicationRole = z.infer<typeof applicationRoleSchema>;

/** What a connector can do with an entity: read pages and count them; write, find and compare what is there. */
export const capabilitySchema = z.enum(['read', 'count', 'write', 'find', 'compare']);
export type Capability = z.infer<typeof capabilitySchema>;

/** A kind of system that can be connected, as its connector describes it. */
export const applicationSchema = z.object({
  id: applicationIdSchema,
  name: z.string(),
  roles: z.array(applicationRoleSchema).min(1).describe('The first is its main one'),
  capabilities: z
    .partialRecord(entityKindSchema, z.array(capabilitySchema))
    .describe("Per entity; derived from the connector's readers and writers"),
  summary: z.string(),
  logoSvg: z.string().describe('An inline SVG of the logo'),
  fieldsSchema: jsonSchemaDocumentSchema.describe(
    "JSON Schema of the connection's form: titles, descriptions (help), patterns; x-secret: true marks secrets",
  ),
  authorization: z
    .enum(['oauth2', 'static', 'session'])
    .describe(
      'With oauth2 the person logs in at the provider after the form is saved; the others are ready to test at once',
    ),
  redirectPath: z.string().optional().describe('Path of the redirect URI to register at the provider, for oauth2'),
});
export type Application = z.infer<typeof applicationSchema>;

/**
 * A JSON Schema whose properties are the settings. Per property: `title`, `description` (what and why), `default`,
 * `x-essential`, `x-side` (`source` or `target`: whose setting it is; absent for the engine's own), `x-labels` (enum value →
 * words), `x-choices` (a choice kind: what the value, or the values of a mapping table, may be, read live from the
 * application of its side), `x-key-choices` (the same for the keys of a mapping table, of the other side).
 */
export const flowDefinitionSchema = z.object({
  key: z.string().describe('Such as products or stock-levels; unique within an integration'),
  entity: entityKindSchema,
  title: z.string(),
  description: z.string(),
  sourceApplicationId: applicationIdSchema,
  targetApplicationId: applicationIdSchema,
  settingsSchema: jsonSchemaDocumentSchema,
  defaultSettings: z.record(z.string(), jsonSchema),
  defaultCron: z.string().describe('Five-field cron'),
});
export type FlowDefinition = z.infer<typeof flowDefinitionSchema>;

export const packageSchema = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  flows: z.array(flowDefinitionSchema),
});
export type Package = z.infer<typeof packageSchema>;

export const applicationList = defineOperation({
  id: 'listApplications',
  http: { method: 'GET', path: '/applications', role: 'viewer' },
  tag: 'Catalog',
  summary: 'List the applications that can be connected',
  subject: 'catalog.v1.application.list',
  request: z.object({ language: languageSchema.optional() }),
  reply: z.object({ items: z.array(applicationSchema) }),
  errors: [],
});
export const applicationGet = defineOperation({
  id: 'getApplication',
  http: { method: 'GET', path: '/applications/:applicationId', role: 'viewer' },
  tag: 'Catalog',
  summary: 'Get one application with the schema of its form',
  subject: 'catalog.v1.application.get',
  request: z.object({ applicationId: applicationIdSchema, language: languageSchema.optional() }),
  reply: applicationSchema,
  errors: ['application.not_found'],
});
/** The manual of an application, as Markdown for people. */
export const manualGet = defineOperation({
  id: 'getManual',
  http: { method: 'GET', path: '/applications/:applicationId/manual', role: 'viewer' },
  tag: 'Catalog',
  summary: 'Get the manual of an application',
  subject: 'catalog.v1.manual.get',
  request: z.object({ applicationId: applicationIdSchema, language: languageSchema.optional() }),
  reply: z.object({ applicationId: applicationIdSchema, markdown: z.string() }),
  errors: ['application.not_found'],
});
/** The packages offered for a pair of applications; empty where the two have nothing to exchange. */
export const packageList = defineOperation({
  id: 'listPackages',
  http: { method: 'POST', path: '/packages/search', role: 'viewer' },
  tag: 'Catalog',
  summary: 'List the packages offered for a pair of applications',
  subject: 'catalog.v1.package.list',
  request: z.object({
    applicationIds: z.tuple([applicationIdSchema, applicationIdSchema]),
    language: languageSchema.optional(),
  }),
  reply: z.object({ items: z.array(packageSchema) }),
  errors: ['application.not_found'],
});
