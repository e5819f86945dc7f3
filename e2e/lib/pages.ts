import type { Draft, Issue, KoppelRecord, Run, WebhookDelivery } from '@koppel/contracts';
import type { Demo } from './demo.js';
import type { KoppelClient } from './koppel-client.js';

/** A page of the app, with an address that the running system can show. */
export interface AppPage {
  name: string;
  path(facts: PageFacts): string;
  isSignedOut?: boolean;
}

/** What stands in the addresses. */
export interface PageFacts extends Demo {
  run: Run;
  issue: Issue;
  record: KoppelRecord;
  /** A test that nobody was there to take. */
  delivery: WebhookDelivery;
  /** A wizard that has come to its last step. */
  draft: Draft;
  /** Of somebody without an account. */
  invitationId: string;
}

const ofIntegration =
  (part = '') =>
  ({ integration }: PageFacts) =>
    `/integrations/${integration.id}${part}`;
const ofFlow =
  (part = '') =>
  ({ integration, flows }: PageFacts) =>
    `/integrations/${integration.id}/flows/${flows.orders.id}${part}`;
const wizardStep =
  (step: Draft['step']) =>
  ({ draft }: PageFacts) =>
    `/wizard/${step}?draft=${draft.id}`;

/** Every page of the app: accessibility, widths, pictures and Lighthouse go by this list. */
export const pages: readonly AppPage[] = [
  { name: 'sign-in', path: () => '/sign-in', isSignedOut: true },
  { name: 'forgotten-password', path: () => '/forgotten-password', isSignedOut: true },
  { name: 'new-password', path: () => '/new-password?token=a-token-of-a-mail', isSignedOut: true },
  { name: 'invitation', path: ({ invitationId }) => `/invitation/${invitationId}`, isSignedOut: true },
  { name: 'dashboard', path: () => '/' },
  { name: 'integrations', path: () => '/integrations' },
  { name: 'integration', path: ofIntegration() },
  { name: 'integration-runs', path: ofIntegration('/runs') },
  { name: 'integration-manage', path: ofIntegration('/manage') },
  { name: 'flow', path: ofFlow() },
  { name: 'flow-preview', path: ofFlow('/preview') },
  { name: 'flow-history', path: ofFlow('/history') },
  { name: 'flow-hook', path: ofFlow('/hook') },
  { name: 'runs', path: () => '/runs' },
  { name: 'run', path: ({ run }) => `/runs/${run.id}` },
  { name: 'records', path: () => '/records' },
  {
    name: 'record',
    path: ({ record: { flowId, entity, sourceKey } }) =>
      `/records/${flowId}/${entity}/${encodeURIComponent(sourceKey)}`,
  },
  { name: 'issues', path: () => '/issues' },
  { name: 'issue-cause', path: ({ issue }) => `/issues/causes/${issue.causeId}` },
  { name: 'issue', path: ({ issue }) => `/issues/${issue.id}` },
  { name: 'connections', path: () => '/connections' },
  { name: 'connection', path: ({ administration }) => `/connections/${administration.id}` },
  { name: 'webhooks', path: () => '/webhooks' },
  { name: 'webhook-new', path: () => '/webhooks/new' },
  { name: 'webhook', path: ({ delivery }) => `/webhooks/${delivery.webhookId}` },
  {
    name: 'webhook-delivery',
    path: ({ delivery: { webhookId, id } }) => `/webhooks/${webhookId}/deliveries/${id}`,
  },
  { name: 'people', path: () => '/people' },
  { name: 'account', path: () => '/account' },
  { name: 'second-factor', path: () => '/second-factor' },
  { name: 'organizations', path: () => '/organizations' },
  { name: 'notifications', path: () => '/notifications' },
  { name: 'api-keys', path: () => '/api-keys' },
  { name: 'audit-log', path: () => '/audit-log' },
  { name: 'manuals', path: () => '/manuals' },
  { name: 'manual', path: () => '/manuals/exact-online' },
  { name: 'wizard-welcome', path: () => '/wizard/welcome' },
  { name: 'wizard-applications', path: wizardStep('applications') },
  { name: 'wizard-packages', path: wizardStep('packages') },
  { name: 'wizard-settings', path: wizardStep('settings') },
  { name: 'wizard-finish', path: wizardStep('finish') },
  { name: 'not-found', path: () => '/no-such-page' },
];

/** Asks the running system for what stands in the addresses, and takes a wizard to its last step. */
export async function findPageFacts(client: KoppelClient, demo: Demo): Promise<PageFacts> {
  const { administration, shop, integration, flows } = demo;
  const [run] = (await client.call('listRuns', { flowId: flows.orders.id, limit: 1 })).items;
  const [issue] = await client.allIssues({ flowId: flows.orders.id, state: 'held' });
  const [record] = (await client.call('searchRecords', { query: '', flowId: flows.orders.id, limit: 1 })).items;
  if (!run || !issue || !record) throw new Error('the demo has no run, issue or record of the orders');
  const { id: draftId } = await client.call('createDraft', {});
  const draft = await client.call('updateDraft', {
    draftId,
    step: 'finish',
    applicationIds: [administration.applicationId, shop.applicationId],
    connectionIds: [administration.id, shop.id],
    integrationId: integration.id,
  });
  const invitationId = await client.invite('els@example.com', 'operator');
  return { ...demo, run, issue, record, draft, invitationId, delivery: await makeDelivery(client) };
}

async function makeDelivery(client: KoppelClient): Promise<WebhookDelivery> {
  const { webhook } = await client.call('createWebhook', {
    // The port of the protocol `discard`: nothing listens there.
    url: 'http://127.0.0.1:9/koppel',
    description: 'Warehouse',
    eventTypes: ['flows.v1.records.delivered', 'flows.v1.issue.opened'],
  });
  return client.call('testWebhook', { webhookId: webhook.id });
}

export function pageNamed(name: string): AppPage {
  const page = pages.find((candidate) => candidate.name === name);
  if (!page) throw new Error(`there is no page ${name}; there are: ${pages.map((each) => each.name).join(', ')}`);
  return page;
}
