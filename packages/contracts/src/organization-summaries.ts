import { z } from 'zod';
import { roleSchema } from './context.js';
import { defineOperation } from './message.js';
import { instantSchema, pageOf, pageRequestSchema } from './values.js';
import { organizationHealths } from './vocabulary.js';

/** How an organization is that the person works in. */
export const organizationSummarySchema = z.object({
  organization: z.object({
    id: z.string().meta({ examples: ['org-1'] }),
    name: z.string().meta({ examples: ['Fietsenmaker Jansen'] }),
  }),
  role: roleSchema,
  health: z
    .enum(organizationHealths)
    .describe(
      'attention: something needs a person; unknown: it could not be asked; second_factor_required: it asks for a second factor that you do not have',
    ),
  brokenConnections: z.number().int().describe('Connections that need a log-in or a correction'),
  failingFlows: z.number().int().describe('Flows that fail, do not run, do not get on, or miss orders'),
  openIssues: z.number().int().describe('Records that wait for a person'),
  lastRunAt: instantSchema.nullable().describe('When the newest run was asked for'),
});
export type OrganizationSummary = z.infer<typeof organizationSummarySchema>;

export const organizationSummaryList = defineOperation({
  id: 'listOrganizationSummaries',
  http: { method: 'GET', path: '/organization-summaries', role: 'viewer', needsSession: true },
  tag: 'Organization',
  summary: 'List all organizations that you work in, and how each is',
  description: 'In the order in which you became a member. Each is asked with your role in it.',
  subject: 'gateway.v1.organization_summary.list',
  request: pageRequestSchema,
  reply: pageOf(organizationSummarySchema),
  errors: ['request.invalid'],
});
