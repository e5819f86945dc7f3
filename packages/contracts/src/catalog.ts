import { z } from 'zod';
import { entityKindSchema } from './entities/entity.js';
import { applicationIdSchema } from './ids.js';
import { defineOperation } from './message.js';
import { flowKeySchema, flowTitleSchema, jsonSchema, jsonSchemaDocumentSchema } from './values.js';
import { languages } from './vocabulary.js';

/** The languages of texts that people read; the catalog answers in English where it has no translation. */
export const languageSchema = z.enum(languages);

/** What an application is for people: packages are templates over roles. */
export const applicationRoleSchema = z.enum(['books', 'catalogue', 'shop', 'payments', 'logistics', 'files']);
export type ApplicationRole = z.infer<typeof applicationRoleSchema>;

/** What a connector can do with an entity: read pages and count them; write, find and compare what is there. */
export const capabilitySchema = z.enum(['read', 'count', 'write', 'find', 'compare']);
export type Capability = z.infer<typeof capabilitySchema>;

/** A kind of system that can be connected, as its connector describes it. */
export const applicationSchema = z.object({
  id: applicationIdSchema,
  name: z.string().meta({ examples: ['WooCommerce'] }),
  roles: z
    .array(applicationRoleSchema)
    .min(1)
    .meta({ description: 'The first is its main one', examples: [['shop']] }),
  capabilities: z.partialRecord(entityKindSchema, z.array(capabilitySchema)).meta({
    description: "Per entity; derived from the connector's readers and writers",
    examples: [{ order: ['read', 'count'], stock_level: ['write', 'find', 'compare'] }],
  }),
  summary: z.string().meta({ examples: ['Webshops on WordPress'] }),
  logoSvg: z.string().meta({ description: 'An inline SVG of the logo', examples: ['<svg viewBox="0 0 1 1"></svg>'] }),
  fieldsSchema: jsonSchemaDocumentSchema.meta({
    description:
      "JSON Schema of the connection's form: titles, descriptions (help), patterns; x-secret: true marks secrets",
    examples: [
      { type: 'object', properties: { shopUrl: { type: 'string', title: 'Shop URL' } }, required: ['shopUrl'] },
    ],
  }),
  authorization: z.enum(['oauth2', 'static', 'session']).meta({
    description:
      'With oauth2 the person logs in at the provider after the form is saved; the others are ready to test at once',
    examples: ['static'],
  }),
  redirectPath: z.string().optional().describe('Path of the redirect URI to register at the provider, for oauth2'),
  keyApproval: z
    .object({
      addressField: z
        .string()
        .meta({ description: 'The field that holds the address of the application', examples: ['shopUrl'] }),
      fields: z.array(z.string()).meta({
        description: 'The fields that an approval fills in; the form may be saved without them',
        examples: [['consumerKey', 'consumerSecret']],
      }),
    })
    .optional()
    .describe('The application makes its keys itself, once a person approves it there'),
});
export type Application = z.infer<typeof applicationSchema>;

/**
 * A JSON Schema whose properties are the settings. Per property: `title`, `description` (what and why), `default`,
 * `x-essential`, `x-side` (`source` or `target`: whose setting it is; absent for the engine's own), `x-labels` (enum value →
 * words), `x-choices` (a choice kind: what the value, or the values of a mapping table, may be, read live from the
 * application of its side), `x-key-choices` (the same for the keys of a mapping table, of the other side; with both, `getProposal`
 * may know the rows, and with `x-checks-gaps` checking a flow tells which of them are missing), `x-extra-keys` (keys beside those of
 * that list; with it, no other key is saved).
 */
export const flowDefinitionSchema = z.object({
  key: flowKeySchema.describe('Unique within an integration'),
  entity: entityKindSchema,
  carries: z
    .array(entityKindSchema)
    .optional()
    .meta({
      description: 'Records of other kinds that travel with it: their settings stand among those of the flow',
      examples: [['customer']],
    }),
  title: flowTitleSchema,
  description: z.string().meta({ examples: ['Brings new orders of the shop to the accounting.'] }),
  sourceApplicationId: applicationIdSchema,
  targetApplicationId: applicationIdSchema.meta({ examples: ['exact-online'] }),
  settingsSchema: jsonSchemaDocumentSchema.meta({
    examples: [{ type: 'object', properties: { deliveryDays: { type: 'integer', title: 'Days to delivery' } } }],
  }),
  defaultSettings: z.record(z.string(), jsonSchema).meta({ examples: [{ deliveryDays: 2 }] }),
  defaultCron: z.string().meta({ description: 'Five-field cron', examples: ['*/15 * * * *'] }),
});
export type FlowDefinition = z.infer<typeof flowDefinitionSchema>;

export const packageSchema = z.object({
  id: z.string().meta({ examples: ['orders-and-customers'] }),
  title: z.string().meta({ examples: ['Orders and customers'] }),
  description: z.string().meta({ examples: ['Brings orders with their customers to the accounting.'] }),
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
  reply: z.object({ applicationId: applicationIdSchema, markdown: z.string().meta({ examples: ['# WooCommerce'] }) }),
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
    applicationIds: z
      .tuple([applicationIdSchema, applicationIdSchema])
      .meta({ examples: [['woocommerce', 'exact-online']] }),
    language: languageSchema.optional(),
  }),
  reply: z.object({ items: z.array(packageSchema) }),
  errors: ['application.not_found'],
});
