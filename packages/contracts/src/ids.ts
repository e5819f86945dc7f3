import { z } from 'zod';

export const organizationIdSchema = z.string().min(1).max(64).brand<'OrganizationId'>();
export type OrganizationId = z.infer<typeof organizationIdSchema>;
export const userIdSchema = z.string().min(1).max(64).brand<'UserId'>();
export type UserId = z.infer<typeof userIdSchema>;
export const connectionIdSchema = z.uuid().brand<'ConnectionId'>();
export type ConnectionId = z.infer<typeof connectionIdSchema>;
export const integrationIdSchema = z.uuid().brand<'IntegrationId'>();
export type IntegrationId = z.infer<typeof integrationIdSchema>;
export const flowIdSchema = z.uuid().brand<'FlowId'>();
export type FlowId = z.infer<typeof flowIdSchema>;
export const runIdSchema = z.uuid().brand<'RunId'>();
export type RunId = z.infer<typeof runIdSchema>;
export const issueIdSchema = z.uuid().brand<'IssueId'>();
export type IssueId = z.infer<typeof issueIdSchema>;
export const attemptIdSchema = z.uuid().brand<'AttemptId'>();
export type AttemptId = z.infer<typeof attemptIdSchema>;
export const draftIdSchema = z.uuid().brand<'DraftId'>();
export type DraftId = z.infer<typeof draftIdSchema>;
export const webhookIdSchema = z.uuid().brand<'WebhookId'>();
export type WebhookId = z.infer<typeof webhookIdSchema>;
export const webhookDeliveryIdSchema = z.uuid().brand<'WebhookDeliveryId'>();
export type WebhookDeliveryId = z.infer<typeof webhookDeliveryIdSchema>;
/** An application is named by its connector, in kebab case: `exact-online`. */
export const applicationIdSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,40}$/)
  .brand<'ApplicationId'>();
export type ApplicationId = z.infer<typeof applicationIdSchema>;
