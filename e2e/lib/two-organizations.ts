import { roles, type FlowId, type Role } from '@koppel/contracts';
import { randomBytes, randomUUID } from 'node:crypto';
import { waitUntil } from '../../tools/wait-until.ts';
import { makeDemo } from './demo.js';
import { flowOf, KoppelClient, type Account } from './koppel-client.js';
import { integrateSandboxes, startLightSystem, type SandboxSystem } from './sandbox-system.js';
import { startWebhookReceiver, type WebhookReceiver } from './webhook-receiver.js';

/** What requests name of an organization. */
export interface Ids {
  connectionId: string;
  otherConnectionId: string;
  authorizationId: string;
  integrationId: string;
  flowId: string;
  runId: string;
  previewId: string;
  issueId: string;
  causeId: string;
  attemptId: string;
  sourceKey: string;
  draftId: string;
  webhookId: string;
  deliveryId: string;
  apiKeyId: string;
  userId: string;
}

/** Ids as they look, of nothing that anybody has. */
export function idsOfNobody(): Ids {
  return {
    ...{ connectionId: randomUUID(), otherConnectionId: randomUUID(), authorizationId: randomUUID() },
    ...{ integrationId: randomUUID(), flowId: randomUUID(), runId: randomUUID(), previewId: randomUUID() },
    ...{ issueId: randomUUID(), causeId: randomBytes(16).toString('hex'), attemptId: randomUUID() },
    ...{ sourceKey: randomUUID(), draftId: randomUUID(), webhookId: randomUUID(), deliveryId: randomUUID() },
    ...{ apiKeyId: randomUUID(), userId: randomUUID() },
  };
}

export interface Organization {
  id: string;
  owner: KoppelClient;
  ids: Ids;
}

/** Two organizations of one Koppel that know nothing of each other. */
export interface TwoOrganizations {
  system: SandboxSystem;
  /** Used for a while: with runs, issues and deliveries, and with people of each role. */
  first: Organization & { members: Record<Role, KoppelClient>; keys: { all: string; read: string } };
  second: Organization;
  /** In titles, names and descriptions of the first organization, and nowhere else. */
  canary: string;
  /** Of all people. */
  password: string;
  /** Takes webhooks. */
  receiver: WebhookReceiver;
  stop(): Promise<void>;
}

/** More than any test asks: what limits do is shown elsewhere. */
const limits = { API_CALLS_PER_SESSION: '1000000', API_CALLS_PER_KEY: '1000000', API_CALLS_PER_ADDRESS: '1000000' };

export async function startTwoOrganizations(env: Record<string, string> = {}): Promise<TwoOrganizations> {
  const system = await startLightSystem({ env: { ...limits, ...env } });
  const receiver = await startWebhookReceiver();
  const canary = `canary-${randomBytes(6).toString('hex')}`;
  const { password } = system.account;
  const context = { system, canary, password, receiver };
  const first = await makeFirst(context);
  const second = await makeSecond(context);
  const stop = async () => {
    await system.stop();
    receiver.stop();
  };
  return { ...context, first, second, stop };
}

type Context = Pick<TwoOrganizations, 'system' | 'canary' | 'password' | 'receiver'>;

async function makeFirst(context: Context): Promise<TwoOrganizations['first']> {
  const { system, canary, password } = context;
  const { client: owner } = system;
  const { organization } = await sessionOf(owner);
  await owner.changeAccounts('organization/update', { organizationId: organization.id, data: { name: canary } });
  const members: Record<Role, KoppelClient> = { owner, admin: owner, operator: owner, viewer: owner };
  for (const role of roles) {
    if (role === 'owner') continue;
    members[role] = await KoppelClient.signIn(owner.url, await addMember(owner, { role, password }));
  }
  const worked = await workInFirst(context);
  const { apiKey, key: all } = await makeKey(context, ['read', 'operate', 'configure']);
  const { key: read } = await makeKey(context, ['read']);
  const { user } = await sessionOf(members.admin);
  const ids = { ...idsOfNobody(), ...worked, apiKeyId: apiKey.id, userId: user.id };
  return { id: organization.id, owner, ids, members, keys: { all, read } };
}

/** Everything that can have a name has that of the canary. */
async function workInFirst({ system, canary, receiver }: Context): Promise<Partial<Ids>> {
  const { client } = system;
  const { administration, shop, integration, flows } = await makeDemo(system);
  for (const { id: connectionId } of [administration, shop])
    await client.call('updateConnection', { connectionId, displayTitle: canary });
  await client.call('updateIntegration', { integrationId: integration.id, title: canary });
  const preview = await client.call('startRun', { flowId: flows.products.id, kind: 'preview' });
  await client.waitUntilEnded(preview.id);
  return {
    ...{ connectionId: administration.id, otherConnectionId: shop.id, integrationId: integration.id },
    ...{ flowId: flows.orders.id, previewId: preview.id, draftId: await makeDraft(client, canary) },
    ...(await ledgerOf(client, flows.orders.id)),
    ...(await makeWebhook(client, { url: receiver.url, description: canary })),
  };
}

/** A run, an attempt and an issue of a flow. */
async function ledgerOf(client: KoppelClient, flowId: FlowId) {
  const [run] = (await client.call('listRuns', { flowId })).items;
  const [issue] = (await client.call('listIssues', { flowId, isUnresolved: true })).items;
  if (!run || !issue) throw new Error('the flow has no run or no issue');
  const records = (await client.call('listRunRecords', { runId: run.id, limit: 200 })).items;
  const attempt = records.find(({ entity }) => entity === 'order');
  if (!attempt) throw new Error('the run has no orders');
  const { id: attemptId, sourceKey } = attempt;
  return { runId: run.id, issueId: issue.id, causeId: issue.causeId, attemptId, sourceKey };
}

async function makeDraft(client: KoppelClient, title: string): Promise<string> {
  const { id: draftId } = await client.call('createDraft', {});
  await client.call('updateDraft', { draftId, step: 'settings', values: { integration: { title } } });
  return draftId;
}

/** A webhook with a delivery that has arrived, so that nothing of it changes any more. */
async function makeWebhook(client: KoppelClient, { url, description }: { url: string; description: string }) {
  const eventTypes = ['flows.v1.run.failed' as const];
  const { webhook } = await client.call('createWebhook', { url, description, eventTypes });
  const { id: deliveryId } = await client.call('testWebhook', { webhookId: webhook.id });
  const isDelivered = async () => (await client.call('getWebhookDelivery', { deliveryId })).state === 'delivered';
  await waitUntil(isDelivered, { what: 'the webhook is delivered' });
  return { webhookId: webhook.id, deliveryId };
}

function makeKey({ system, canary, password }: Context, scopes: ('read' | 'operate' | 'configure')[]) {
  return system.client.call('createApiKey', {
    ...{ owner: 'organization', name: canary, scopes, expiresInDays: 1, password },
  });
}

/** Its owner is a person of its own: whoever made it has left. */
async function makeSecond({ system, password, receiver }: Context): Promise<Organization> {
  const { client, exact } = system;
  const made = await client.changeAccounts<{ id: string }>('organization/create', {
    ...{ name: 'Second', slug: 'second', keepCurrentActiveOrganization: true },
  });
  const account = await addMember(client, { role: 'owner', organizationId: made.id, password });
  const owner = await KoppelClient.signIn(system.url, account);
  await client.changeAccounts('organization/leave', { organizationId: made.id });
  await exact.post('/consent', { consent: 'allow' });
  const { administration, shop, integration } = await integrateSandboxes({ ...system, client: owner });
  await exact.post('/consent', { consent: 'ask' });
  const ids = {
    ...idsOfNobody(),
    ...{ connectionId: administration.id, otherConnectionId: shop.id, integrationId: integration.id },
    ...{ flowId: flowOf(integration, 'orders').id, draftId: await makeDraft(owner, 'Second') },
    ...(await makeWebhook(owner, { url: receiver.url, description: 'Second' })),
  };
  return { id: made.id, owner, ids };
}

/** Invites somebody, who accepts. */
export async function addMember(
  owner: KoppelClient,
  { role, password, organizationId }: { role: Role; password: string; organizationId?: string },
): Promise<Account> {
  const email = `${role}-${randomUUID()}@example.com`;
  const invitation = await owner.invite(email, role, organizationId);
  const response = await fetch(`${owner.url}/api/v1/invitations/${invitation}/acceptance`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: role, password }),
  });
  if (!response.ok) throw new Error(`accepting failed with ${response.status}: ${await response.text()}`);
  return { email, password };
}

/** Who has a session, and in which organization. */
export async function sessionOf({ url, cookie }: KoppelClient) {
  const response = await fetch(`${url}/api/v1/session`, { headers: { cookie } });
  return (await response.json()) as { user: { id: string }; organization: { id: string }; role: Role };
}

/** What an organization has, as its owner sees it. */
export async function contentOf({ owner: client, ids }: Organization): Promise<object> {
  const { flowId, runId, issueId, draftId, sourceKey, webhookId, deliveryId } = ids;
  const call = client.call.bind(client);
  return {
    connections: await call('listConnections', {}),
    integrations: await call('listIntegrations', { limit: 200 }),
    versions: await call('listFlowVersions', { flowId, limit: 200 }),
    hook: (await call('getFlowHook', { flowId })).url,
    draft: await call('getDraft', { draftId }),
    drafts: await call('listDrafts', {}),
    runs: await call('listRuns', { limit: 200 }),
    log: await call('listRunLog', { runId, limit: 200 }),
    issues: await client.allIssues({}),
    issue: await call('getIssue', { issueId }),
    record: await call('getRecord', { flowId, entity: 'order', sourceKey }),
    webhooks: await call('listWebhooks', {}),
    deliveries: await call('listWebhookDeliveries', { webhookId, limit: 200 }),
    delivery: await call('getWebhookDelivery', { deliveryId }),
    keys: await call('listApiKeys', { owner: 'organization' }),
    preferences: await call('getNotificationPreferences', {}),
    rules: await call('getSignInRules', {}),
  };
}
