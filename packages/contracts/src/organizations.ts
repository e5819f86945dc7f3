import { z } from 'zod';
import { defineContract } from './message.js';
import { instantSchema } from './values.js';

/** What one call deleted. Repeated until `isDone`; safe to ask again at any time. */
const deletion = {
  request: z.object({}),
  reply: z.object({
    deletedRows: z.number().int(),
    isDone: z.boolean(),
    /** Connections whose access the application did not take back; it ends there by itself or by hand. */
    notRevoked: z.number().int().optional(),
  }),
  errors: [],
};

/** Deletes the integrations, flows, settings and drafts of an organization. */
export const organizationSettingsDelete = defineContract({ subject: 'settings.v1.organization.delete', ...deletion });
/** Ends the runs of an organization and deletes its ledger; its hooks answer no more. */
export const organizationLedgerDelete = defineContract({ subject: 'flows.v1.organization.delete', ...deletion });
/** Takes back what applications granted an organization, and deletes its connections, secrets and data key. */
export const organizationConnectionsDelete = defineContract({
  subject: 'connections.v1.organization.delete',
  ...deletion,
});
/** Deletes the webhooks of an organization, their deliveries and data key. */
export const organizationWebhooksDelete = defineContract({
  subject: 'notifications.v1.organization.delete',
  ...deletion,
});

/** Each service that keeps data of an organization, in the order of a deletion: first nothing new begins, then what runs ends. */
export const organizationDeletions = {
  settings: organizationSettingsDelete,
  'flow-runner': organizationLedgerDelete,
  connections: organizationConnectionsDelete,
  notifications: organizationWebhooksDelete,
} as const;

/** How far the deletion of an organization is. */
export const organizationDeletionSchema = z.object({
  id: z.uuid().meta({
    description: 'Known only to whoever asked for the deletion: it shows its state without a session',
    examples: ['7f0c1d52-5a0e-4a53-9d0b-6f0c2f0e8a11'],
  }),
  requestedAt: instantSchema,
  completedAt: instantSchema.nullable(),
  /** Of the present round; a round in which nothing was left is the last. */
  services: z
    .record(z.string(), z.enum(['waiting', 'done']))
    .meta({ examples: [{ settings: 'done', connections: 'waiting' }] }),
  rounds: z.number().int(),
  deletedRows: z.number().int(),
  notRevoked: z.number().int().describe('Connections whose access the application did not take back'),
});
export type OrganizationDeletion = z.infer<typeof organizationDeletionSchema>;
