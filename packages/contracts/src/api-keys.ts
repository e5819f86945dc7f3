import { z } from 'zod';
import { apiKeyIdSchema } from './ids.js';
import { defineOperation } from './message.js';
import { instantSchema } from './values.js';
import { apiKeyOwners, apiKeyScopes, defaultApiKeyDays, maxApiKeyDays } from './vocabulary.js';

/** read: what a viewer sees; operate: what an operator does; configure: what an admin sets. None includes another. */
export const apiKeyScopeSchema = z.enum(apiKeyScopes).meta({ examples: ['read'] });
export type ApiKeyScope = z.infer<typeof apiKeyScopeSchema>;

/** person: of one member, never above the member's role; organization: stays when who made it leaves. */
export const apiKeyOwnerSchema = z.enum(apiKeyOwners).meta({ examples: ['person'] });
export type ApiKeyOwner = z.infer<typeof apiKeyOwnerSchema>;

const nameExample = { examples: ['Order report'] };

/** A key to the API, without the key itself. */
export const apiKeySchema = z.object({
  id: apiKeyIdSchema,
  owner: apiKeyOwnerSchema,
  name: z.string().meta(nameExample),
  start: z.string().meta({ description: 'How the key begins, to recognize it', examples: ['koppel_3fa9c1'] }),
  scopes: z.array(apiKeyScopeSchema),
  madeBy: z
    .string()
    .nullable()
    .meta({ description: 'Name of who made it; null once the account is gone', examples: ['Els de Boer'] }),
  createdAt: instantSchema,
  expiresAt: instantSchema,
  lastUsedAt: instantSchema.nullable().describe('To the minute'),
});
export type ApiKey = z.infer<typeof apiKeySchema>;

export const apiKeyList = defineOperation({
  id: 'listApiKeys',
  http: { method: 'GET', path: '/api-keys', role: 'viewer', needsSession: true },
  tag: 'API keys',
  summary: 'List your API keys, or those of the organization',
  description: 'Revoked keys are left out. Keys of the organization need the role `admin`.',
  subject: 'gateway.v1.api_key.list',
  request: z.object({ owner: apiKeyOwnerSchema.default('person') }),
  reply: z.object({ items: z.array(apiKeySchema) }),
  errors: [],
});
export const apiKeyCreate = defineOperation({
  id: 'createApiKey',
  http: { method: 'POST', path: '/api-keys', role: 'viewer', needsSession: true },
  tag: 'API keys',
  summary: 'Make an API key; only this reply has the key itself',
  description: 'A scope needs the role that may do the same; a key of the organization needs the role `admin`.',
  subject: 'gateway.v1.api_key.create',
  request: z.object({
    owner: apiKeyOwnerSchema.default('person'),
    name: z.string().trim().min(1).max(100).meta(nameExample),
    scopes: z
      .array(apiKeyScopeSchema)
      .min(1)
      .max(apiKeyScopes.length)
      .meta({ examples: [['read']] }),
    expiresInDays: z.number().int().min(1).max(maxApiKeyDays).default(defaultApiKeyDays),
    password: z
      .string()
      .max(128)
      .meta({ description: 'Yours, once more', examples: ['four words in a row'] }),
  }),
  reply: z.object({
    apiKey: apiKeySchema,
    key: z.string().meta({ description: 'Sent as `Authorization: Bearer`', examples: ['koppel_3fa9c1…'] }),
  }),
  errors: ['request.conflict'],
});
export const apiKeyRevoke = defineOperation({
  id: 'revokeApiKey',
  http: { method: 'DELETE', path: '/api-keys/:apiKeyId', role: 'viewer', needsSession: true },
  tag: 'API keys',
  summary: 'Revoke an API key; it opens nothing from now on',
  subject: 'gateway.v1.api_key.revoke',
  request: z.object({ apiKeyId: apiKeyIdSchema }),
  reply: z.object({}),
  errors: ['api_key.not_found'],
});
