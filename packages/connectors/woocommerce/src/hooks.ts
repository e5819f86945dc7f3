import {
  ConnectorFailure,
  isSignedBy,
  type ConnectorContext,
  type ConnectorHooks,
  type HookCall,
  type HookMeaning,
  type HookReport,
  type HookRequest,
} from '@koppel/connector-sdk';
import { createHash } from 'node:crypto';
import { getAll, isRecord, type WooRecord } from './client.js';
import { failure } from './reasons.js';

/** Refunds and payments are parts of their order and have no topics of their own. */
const orderTopics = ['order.created', 'order.updated', 'order.deleted', 'order.restored'];

/**
 * Webhooks of WooCommerce (woocommerce/woocommerce, `WC_Webhook`). Binning a record is `deleted`; deleting it for good is no event. After
 * more than five failed deliveries WooCommerce disables a webhook.
 */
export const hooks: ConnectorHooks = {
  topics: { order: orderTopics, credit: orderTopics, payment: orderTopics },
  ensure,
  async remove(context, ownerOf) {
    for (const webhook of await listOwn(context, ownerOf)) await remove(context, webhook);
  },
  verify: ({ headers, body }, secret) =>
    isSignedBy({ secret, text: body, signature: headers['x-wc-webhook-signature'] ?? '', encoding: 'base64' }),
  meaning,
};

async function ensure(context: ConnectorContext, { url, secret, topics, ownerOf }: HookRequest): Promise<HookReport> {
  const own = await listOwn(context, ownerOf);
  const standing = new Set<WooRecord>();
  const repaired: string[] = [];
  for (const topic of topics) {
    const name = nameOf(topic, secret);
    const fits = (each: WooRecord) =>
      each['topic'] === topic && each['delivery_url'] === url && each['name'] === name && each['status'] !== 'disabled';
    const found = own.find(fits);
    if (found) {
      standing.add(found);
      continue;
    }
    if (own.some((each) => each['topic'] === topic && each['status'] === 'disabled')) repaired.push(topic);
    // A webhook that is enabled again keeps its count of failures, and the next one would disable it: it is made anew.
    const body = { name, topic, delivery_url: url, secret, status: 'active' };
    await explained('write', () => context.http.request({ method: 'POST', url: 'webhooks', body }));
  }
  for (const webhook of own) if (!standing.has(webhook)) await remove(context, webhook);
  const paused = [...standing].filter(({ status }) => status === 'paused').map(({ topic }) => String(topic));
  if (paused.length > 0) throw failure('value', 'woocommerce.webhooks_paused', { topics: paused.join(', ') });
  return { topics, repaired };
}

/** The API never shows a secret, so the name says which one it is. */
function nameOf(topic: string, secret: string): string {
  return `Koppel ${topic} ${createHash('sha256').update(secret).digest('hex').slice(0, 8)}`;
}

async function listOwn(context: ConnectorContext, ownerOf: HookRequest['ownerOf']): Promise<WooRecord[]> {
  const webhooks = await explained('read', () => getAll(context, 'webhooks', { orderby: 'id', order: 'asc' }));
  const owners = await Promise.all(webhooks.map((webhook) => ownerOf(String(webhook['delivery_url']))));
  return webhooks.filter((_webhook, index) => owners[index] === 'own');
}

async function remove(context: ConnectorContext, { id }: WooRecord): Promise<void> {
  const query = { force: true };
  await explained('write', () => context.http.request({ method: 'DELETE', url: `webhooks/${Number(id)}`, query }));
}

/** A key that may read orders need not be allowed to see or make webhooks; any other refusal keeps its reason. */
async function explained<Value>(access: 'read' | 'write', work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (cause: unknown) {
    if (!(cause instanceof ConnectorFailure) || cause.failureClass !== 'permission') throw cause;
    const code = isRecord(cause.body) ? String(cause.body['code']) : '';
    if (access === 'read' && !code.startsWith('woocommerce_rest_cannot_')) throw cause;
    throw failure('permission', 'woocommerce.webhooks_forbidden', {}, { status: cause.status, cause });
  }
}

/** The first call after a webhook is made, `webhook_id=7` as a form, is not signed. */
function meaning({ headers, body }: HookCall): HookMeaning {
  if (body.length === 0 || /^webhook_id=\d+$/.test(body.subarray(0, 40).toString('latin1'))) return { kind: 'test' };
  const topic = headers['x-wc-webhook-topic'];
  const kind = /\.(?:deleted|restored)$/.test(topic ?? '') ? 'ended' : 'changed';
  return { kind, ...(topic !== undefined && { topic }) };
}
