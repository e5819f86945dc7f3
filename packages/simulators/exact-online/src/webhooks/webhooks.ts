import { createHmac } from 'node:crypto';
import type { App } from '../oauth/grants.js';
import type { Change } from '../store/company.js';

/** One notification with its attempts. */
export interface WebhookDelivery {
  subscriptionId: string;
  callbackUrl: string;
  topic: string;
  body: string;
  attempts: { at: number; status: number | null }[];
  state: 'waiting' | 'delivered' | 'given-up';
}

export interface WebhookOptions {
  apps: readonly App[];
  now: () => number;
  publicUrl: () => string;
  requireHttps: boolean;
  /** The pauses between attempts; ten over about 34 hours by default. */
  retryDelaysMs: readonly number[];
  log: (event: string, details: Record<string, unknown>) => void;
}

const minuteMs = 60_000;
export const defaultRetryDelaysMs: readonly number[] = [1, 5, 15, 60, 120, 180, 240, 300, 480, 640].map(
  (each) => each * minuteMs,
);

/** The topic that changes of a table belong to, and the column that its key comes from. */
const topics: Record<string, { topic: string; keyColumn?: string; endpoint?: string }> = {
  'crm/Accounts': { topic: 'Accounts' },
  'crm/Contacts': { topic: 'Contacts' },
  'financial/GLAccounts': { topic: 'GLAccounts' },
  'inventory/ItemWarehouses': { topic: 'StockPositions', keyColumn: 'Item', endpoint: 'read/logistics/StockPosition' },
  'logistics/Items': { topic: 'Items' },
  'logistics/SalesItemPrices': { topic: 'SalesItemPrices' },
  'salesinvoice/SalesInvoices': { topic: 'SalesInvoices' },
  'salesorder/GoodsDeliveries': { topic: 'GoodsDeliveries' },
  'salesorder/SalesOrders': { topic: 'SalesOrders' },
  'purchaseorder/PurchaseOrders': { topic: 'PurchaseOrders' },
  'project/Projects': { topic: 'Projects' },
};

export const topicNames: ReadonlySet<string> = new Set(Object.values(topics).map(({ topic }) => topic));

/** Upper-case hex HMAC-SHA256 over the raw `Content` JSON, as receivers must check it. */
export function hashCode(content: string, secret: string): string {
  return createHmac('sha256', secret).update(content, 'utf8').digest('hex').toUpperCase();
}

/** Notifies subscribers of changes: the record's key, never its data. */
export class Webhooks {
  private sent: WebhookDelivery[] = [];
  private readonly timers = new Set<NodeJS.Timeout>();
  private isClosed = false;

  constructor(readonly options: WebhookOptions) {}

  announce(change: Change): void {
    const definition = topics[change.table];
    if (!definition) return;
    for (const { row, key } of change.company
      .table('webhooks/WebhookSubscriptions')
      .findBy('Topic', definition.topic)) {
      const body = this.compose(change, String(row['ClientID']));
      const callbackUrl = String(row['CallbackURL']);
      const delivery: WebhookDelivery = {
        subscriptionId: key,
        callbackUrl,
        topic: definition.topic,
        body,
        attempts: [],
        state: 'waiting',
      };
      this.sent.push(delivery);
      this.schedule(delivery, 0);
    }
  }

  deliveries(): readonly WebhookDelivery[] {
    return this.sent;
  }

  /** Sends all waiting deliveries now. */
  async retryNow(): Promise<void> {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
    await Promise.all(this.sent.filter(({ state }) => state === 'waiting').map((delivery) => this.attempt(delivery)));
  }

  clear(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
    this.sent = [];
  }

  close(): void {
    this.isClosed = true;
    this.clear();
  }

  private compose({ company, table, action, record }: Change, clientId: string): string {
    const { topic, keyColumn, endpoint } = topics[table] ?? { topic: '' };
    const key = keyColumn === undefined ? record.key : String(record.row[keyColumn]);
    const base = `${this.options.publicUrl()}/api/v1/${company.code}`;
    const address = endpoint ? `${base}/${endpoint}?itemId=guid'${key}'` : `${base}/${table}(guid'${key}')`;
    const content = JSON.stringify({
      Topic: topic,
      ClientId: clientId,
      Division: company.code,
      Action: action,
      Key: key,
      ExactOnlineEndpoint: address,
      EventCreatedOn: new Date(this.options.now()).toISOString().slice(0, -1),
    });
    const secret = this.options.apps.find((app) => app.clientId === clientId)?.webhookSecret ?? '';
    return `{"Content":${content},"HashCode":"${hashCode(content, secret)}"}`;
  }

  private schedule(delivery: WebhookDelivery, delayMs: number): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      void this.attempt(delivery);
    }, delayMs);
    timer.unref();
    this.timers.add(timer);
  }

  private async attempt(delivery: WebhookDelivery): Promise<void> {
    const status = await postBody(delivery.callbackUrl, delivery.body);
    delivery.attempts.push({ at: this.options.now(), status });
    const isDelivered = status !== null && status >= 200 && status < 300;
    const delayMs = this.options.retryDelaysMs[delivery.attempts.length - 1];
    delivery.state = isDelivered ? 'delivered' : delayMs === undefined ? 'given-up' : 'waiting';
    this.options.log('webhook', {
      topic: delivery.topic,
      callbackUrl: delivery.callbackUrl,
      status,
      state: delivery.state,
    });
    if (delivery.state === 'waiting' && delayMs !== undefined && !this.isClosed) this.schedule(delivery, delayMs);
  }
}

/** POSTs JSON; returns the status, or null without an answer. */
export async function postBody(url: string, body: string): Promise<number | null> {
  try {
    const headers = { 'Content-Type': 'application/json; charset=utf-8' };
    const answer = await fetch(url, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(10_000),
    });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    // No answer is a failed delivery; its cause does not change the retry.
    return null;
  }
}
