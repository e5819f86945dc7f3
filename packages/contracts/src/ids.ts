import { z } from 'zod';

export const organizationIdSchema = z.string().min(1).max(64).brand<'OrganizationId'>();
export type OrganizationId = z.infer<typeof organizationIdSchema>;
export const userIdSchema = z.string().min(1).max(64).brand<'UserId'>();
export type UserId = z.infer<typeof userIdSchema>;
export const connectionIdSchema = z
  .uuid()
  .brand<'ConnectionId'>()
  .meta({ examples: ['a2b3c4d5-e6f7-4890-91ab-cdef01234505'] });
export type ConnectionId = z.infer<typeof connectionIdSchema>;
export const integrationIdSchema = z
  .uuid()
  .brand<'IntegrationId'>()
  .meta({ examples: ['9c1b7e44-6a0e-4f43-b7d7-3e4a5b6c7d03'] });
export type IntegrationId = z.infer<typeof integrationIdSchema>;
export const flowIdSchema = z
  .uuid()
  .brand<'FlowId'>()
  .meta({ examples: ['5f0d9a52-13f3-4b0b-8a0e-7f5f1b1c2d02'] });
export type FlowId = z.infer<typeof flowIdSchema>;
export const runIdSchema = z
  .uuid()
  .brand<'RunId'>()
  .meta({ examples: ['0b6f4c1e-7c2c-4c55-9d0c-2d6d1c7f8a01'] });
export type RunId = z.infer<typeof runIdSchema>;
export const issueIdSchema = z
  .uuid()
  .brand<'IssueId'>()
  .meta({ examples: ['d4a1f6b8-2f6e-4c39-8f1a-6b7c8d9e0f04'] });
export type IssueId = z.infer<typeof issueIdSchema>;
export const attemptIdSchema = z
  .uuid()
  .brand<'AttemptId'>()
  .meta({ examples: ['e7c90b21-5d3f-4a68-b1c4-8f9a0b1c2d06'] });
export type AttemptId = z.infer<typeof attemptIdSchema>;
export const draftIdSchema = z
  .uuid()
  .brand<'DraftId'>()
  .meta({ examples: ['6a1d3c5e-7f90-4b2c-9d4e-1a2b3c4d5e07'] });
export type DraftId = z.infer<typeof draftIdSchema>;
export const webhookIdSchema = z
  .uuid()
  .brand<'WebhookId'>()
  .meta({ examples: ['b8d2e4f6-0a1c-4e3d-8f5b-7c9d0e1f2a08'] });
export type WebhookId = z.infer<typeof webhookIdSchema>;
export const webhookDeliveryIdSchema = z
  .uuid()
  .brand<'WebhookDeliveryId'>()
  .meta({ examples: ['c3e5f7a9-1b2d-4c4e-9f6a-0b1c2d3e4f09'] });
export type WebhookDeliveryId = z.infer<typeof webhookDeliveryIdSchema>;
export const apiKeyIdSchema = z
  .uuid()
  .brand<'ApiKeyId'>()
  .meta({ examples: ['f1a3b5c7-2d4e-4f60-8a7b-9c0d1e2f3a10'] });
export type ApiKeyId = z.infer<typeof apiKeyIdSchema>;
/** An application is named by its connector, in kebab case: `exact-online`. */
export const applicationIdSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,40}$/)
  .brand<'ApplicationId'>()
  .meta({ examples: ['woocommerce'] });
export type ApplicationId = z.infer<typeof applicationIdSchema>;
