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
import { ExactClient } from './client.js';
import { isRow, textOf, type Row } from './odata.js';
import { failure } from './reasons.js';
import { saidOf } from './refusals.js';

const endpoint = 'webhooks/WebhookSubscriptions';

/**
 * Webhooks of Exact Online: an app has one subscription for a topic in an administration; one that exists cannot be changed. The address
 * gets an empty call first. A call names a record and never has its data.
 */
export const hooks: ConnectorHooks = {
  topics: { product: ['Items'], stock_level: ['StockPositions'], price: ['SalesItemPrices'] },
  secretField: 'webhookSecret',
  isOnePerTopic: true,
  ensure,
  async remove(context, ownerOf) {
    const client = new ExactClient(context);
    for (const row of await subscriptions(client)) {
      if ((await ownerOf(addressOf(row))) === 'own') await remove(client, row);
    }
  },
  verify,
  meaning,
};

async function ensure(context: ConnectorContext, { url, topics, ownerOf }: HookRequest): Promise<HookReport> {
  const client = new ExactClient(context);
  const standing = new Set<string>();
  for (const row of await subscriptions(client)) {
    const topic = textOf(row.Topic) ?? '';
    const address = addressOf(row);
    const owner = await ownerOf(address);
    const isWanted = topics.includes(topic) && !standing.has(topic);
    if (isWanted && (owner === 'shared' || (owner === 'own' && address === url))) standing.add(topic);
    else if (owner === 'own' || (isWanted && owner === 'orphaned')) await remove(client, row);
    else if (isWanted && owner === 'foreign') throw taken(topic, URL.parse(address)?.host ?? address);
  }
  for (const topic of topics) if (!standing.has(topic)) await subscribe(client, topic, url);
  return { topics, repaired: [] };
}

function subscriptions(client: ExactClient): Promise<Row[]> {
  return client.allRows(endpoint, { select: 'ID,CallbackURL,Topic' });
}

function addressOf(row: Row): string {
  return textOf(row.CallbackURL) ?? '';
}

async function remove(client: ExactClient, row: Row): Promise<void> {
  const id = textOf(row.ID);
  if (id !== undefined) await client.remove(endpoint, id);
}

async function subscribe(client: ExactClient, topic: string, url: string): Promise<void> {
  try {
    await client.create(endpoint, { Topic: topic, CallbackURL: url }, 'ID');
  } catch (cause: unknown) {
    if (!(cause instanceof ConnectorFailure)) throw cause;
    if (isTaken(cause)) throw taken(topic, '-', cause);
    if (cause.status !== 400) throw cause;
    const params = { topic, host: new URL(url).host, said: saidOf(cause) };
    throw failure('value', 'exact_online.webhook_refused', params, { status: 400, cause });
  }
}

/** Exact Online says so in the language of its user. */
function isTaken(cause: ConnectorFailure): boolean {
  return cause.status === 500 && /already exists|bestaat (?:al|reeds)|existe déjà/i.test(saidOf(cause));
}

function taken(topic: string, host: string, cause?: ConnectorFailure): ConnectorFailure {
  return failure('duplicate', 'exact_online.webhook_taken', { topic, host }, { ...(cause && { cause }) });
}

/** `HashCode` is made over the text of `Content` as it was sent. */
const signedBody = /^\s*\{\s*"Content"\s*:\s*(\{.*\})\s*,\s*"HashCode"\s*:\s*"([0-9A-F]{64})"\s*\}\s*$/is;

function verify({ body }: HookCall, secret: string): boolean {
  const [, text, signature] = signedBody.exec(body.toString('utf8')) ?? [];
  return text !== undefined && signature !== undefined && isSignedBy({ secret, text, signature, encoding: 'hex' });
}

function meaning({ body }: HookCall): HookMeaning {
  if (body.length === 0) return { kind: 'test' };
  const content = contentOf(body);
  const topic = textOf(content?.['Topic']);
  return { kind: content?.['Action'] === 'Delete' ? 'ended' : 'changed', ...(topic !== undefined && { topic }) };
}

function contentOf(body: Buffer): Row | undefined {
  try {
    const parsed: unknown = JSON.parse(body.toString('utf8'));
    const content = isRow(parsed) ? parsed['Content'] : undefined;
    return isRow(content) ? content : undefined;
  } catch {
    return undefined;
  }
}
