import { z } from 'zod';
import { roleSchema } from './context.js';
import { defineOperation } from './message.js';
import { instantSchema, pageOf, pageRequestSchema } from './values.js';

/** What is written down: an object and what happened to it, in the past tense. */
export const auditActions = [
  'account.changed',
  'account.deleted',
  'api_key.created',
  'api_key.refused',
  'api_key.revoked',
  'audit.exported',
  'connection.authorization_begun',
  'connection.changed',
  'connection.created',
  'connection.deleted',
  'connection.tested',
  'draft.created',
  'draft.deleted',
  'flow.address_changed',
  'flow.changed',
  'flow.enabled',
  'flow.paused',
  'integration.changed',
  'integration.created',
  'integration.deleted',
  'invitation.accepted',
  'invitation.created',
  'invitation.rejected',
  'invitation.withdrawn',
  'issue.edited',
  'issue.linked',
  'issue.retried',
  'issue.skipped',
  'member.left',
  'member.removed',
  'member.role_changed',
  'organization.changed',
  'organization.created',
  'organization.deleted',
  'passkey.added',
  'passkey.removed',
  'password.changed',
  'password.link_made',
  'password.reset',
  'password.reset_requested',
  'record.delivered_again',
  'record.unlinked',
  'run.cancelled',
  'run.started',
  'second_factor.codes_made',
  'second_factor.disabled',
  'second_factor.enabled',
  'second_factor.made_optional',
  'second_factor.prepared',
  'second_factor.refused',
  'second_factor.removed',
  'second_factor.required',
  'secret.changed',
  'session.ended',
  'session.opened',
  'session.organization_chosen',
  'session.refused',
  'session.revoked',
  'webhook.changed',
  'webhook.created',
  'webhook.deleted',
  'webhook.disabled',
  'webhook.enabled',
  'webhook.resent',
  'webhook.tested',
] as const;
export type AuditAction = (typeof auditActions)[number];

export const auditObjectKinds = [
  'account',
  'api_key',
  'audit_log',
  'connection',
  'draft',
  'flow',
  'integration',
  'invitation',
  'issue',
  'member',
  'organization',
  'record',
  'run',
  'webhook',
  'webhook_delivery',
] as const;
export type AuditObjectKind = (typeof auditObjectKinds)[number];

/** failed: no answer came, so it may have been done. */
export const auditOutcomes = ['done', 'refused', 'failed'] as const;
export type AuditOutcome = (typeof auditOutcomes)[number];

const hash = z.string().meta({ examples: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'] });
/** Of a catalogue that grows: what an older version wrote can still be read. */
const word = z.string().max(60);

/** One act in an organization. `hash` is over all other fields (canonical JSON, RFC 8785), among them the hash of the entry before. */
export const auditEntrySchema = z.object({
  position: z
    .number()
    .int()
    .meta({ description: '1 for the first entry of the organization, then without a gap', examples: [42] }),
  id: z.uuid().meta({ examples: ['3c9e6679-7425-40de-944b-e07fc1f90a10'] }),
  at: instantSchema,
  action: word.meta({ examples: ['connection.changed'] }),
  outcome: z.enum(auditOutcomes).meta({ examples: ['done'] }),
  detail: z
    .string()
    .nullable()
    .meta({
      description:
        'Why it was refused or failed, as a code; or the role that was given, the number of issues, whose key with which scopes, the name of a passkey; `passkey` where one opened a session',
      examples: [null],
    }),
  actor: z
    .object({
      kind: z
        .enum(['person', 'key', 'command', 'nobody'])
        .describe('command: by whoever runs the gateway; nobody: without being signed in'),
      id: z.string().nullable(),
      name: z.string().nullable().describe('At that time'),
      role: roleSchema.nullable(),
    })
    .meta({ examples: [{ kind: 'person', id: 'user-1', name: 'Anna Smit', role: 'admin' }] }),
  object: z
    .object({ kind: word, id: z.string().nullable(), title: z.string().nullable().describe('At that time') })
    .meta({ examples: [{ kind: 'connection', id: 'a2b3c4d5-e6f7-4890-91ab-cdef01234505', title: 'Webshop' }] }),
  address: z
    .string()
    .nullable()
    .meta({ examples: ['203.0.113.7'] }),
  userAgent: z
    .string()
    .nullable()
    .meta({ examples: ['Mozilla/5.0 (X11; Linux x86_64)'] }),
  traceId: z
    .string()
    .nullable()
    .meta({ examples: ['4bf92f3577b34da6a3ce929d0e0e4736'] }),
  previousHash: hash.describe('Of the entry before; of the first: SHA-256 of the id of the organization'),
  hash,
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/** Which entries; all of it must hold. */
export const auditFilterSchema = z.object({
  actorId: z.string().max(100).optional().describe('Id of a person or key'),
  action: word.optional().meta({ description: 'Code, or its part before the dot', examples: ['connection'] }),
  objectId: z.string().max(200).optional(),
  outcome: z.enum(auditOutcomes).optional(),
  from: instantSchema.optional().describe('At or after'),
  to: instantSchema.optional().describe('Before'),
  search: z.string().trim().max(100).optional().describe('In names, titles, ids, addresses and trace ids'),
});
export type AuditFilter = z.infer<typeof auditFilterSchema>;

export const auditList = defineOperation({
  id: 'listAuditEntries',
  http: { method: 'GET', path: '/audit-log', role: 'admin' },
  tag: 'Audit log',
  summary: 'List the entries of the audit log, newest first',
  subject: 'gateway.v1.audit_entry.list',
  request: pageRequestSchema.extend(auditFilterSchema.shape),
  reply: pageOf(auditEntrySchema),
  errors: [],
});

/** As one file of entries, oldest first. It is too long for one reply, so it is no operation: the gateway streams it. */
export const auditExport = {
  id: 'exportAuditLog',
  http: { method: 'GET', path: '/audit-log/export', role: 'admin' },
  request: auditFilterSchema.extend({ format: z.enum(['csv', 'jsonl']).meta({ examples: ['jsonl'] }) }),
} as const;
/** More are refused, with the advice to export one period after the other. */
export const maxExportedEntries = 100_000;

export const auditVerify = defineOperation({
  id: 'verifyAuditLog',
  http: { method: 'GET', path: '/audit-log/verification', role: 'admin' },
  tag: 'Audit log',
  summary: 'Compute the hash of every entry anew, and name the first that is not as it was written',
  description:
    'Keep `lastHash` and `entries` elsewhere: that entries at the end were deleted shows only by comparing with them.',
  timeoutMs: 60_000,
  subject: 'gateway.v1.audit_log.verify',
  request: z.object({}),
  reply: z.object({
    isIntact: z.boolean().meta({ examples: [true] }),
    entries: z.number().int().describe('Entries that were found intact'),
    lastHash: hash.describe('Of the last one of them'),
    broken: z
      .object({
        position: z.number().int().describe('Where an entry is missing, or is another one'),
        why: z.enum(['missing', 'changed', 'not_linked']),
      })
      .nullable(),
  }),
  errors: [],
});
