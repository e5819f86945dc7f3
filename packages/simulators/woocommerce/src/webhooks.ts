import { createHmac, randomUUID } from 'node:crypto';
import { text, type Input } from './input.js';
import { showProduct } from './product-view.js';
import type { Webhook } from './records.js';
import type { Change, Shop } from './shop.js';
import { WooError } from './woo-error.js';

const topicPattern = /^(order|product|customer)\.(created|updated|deleted|restored)$/;
const resources = { orders: 'order', products: 'product', customers: 'customer' } as const;

/** What WordPress calls the moments of a topic. */
const hooks: Readonly<Record<string, string[]>> = {
  'order.created': ['woocommerce_new_order'],
  'order.updated': ['woocommerce_update_order', 'woocommerce_order_refunded'],
  'order.deleted': ['wp_trash_post', 'woocommerce_trash_order'],
  'order.restored': ['untrashed_post', 'woocommerce_untrash_order'],
  'product.created': ['woocommerce_process_product_meta', 'woocommerce_new_product', 'woocommerce_new_product_variation'],
  'product.updated': [
    'woocommerce_process_product_meta', 'woocommerce_update_product', 'woocommerce_update_product_variation',
  ],
  'product.deleted': ['wp_trash_post'],
  'product.restored': ['untrashed_post'],
  'customer.created': ['user_register', 'woocommerce_created_customer', 'woocommerce_new_customer'],
  'customer.updated': ['profile_update', 'woocommerce_update_customer'],
  'customer.deleted': ['delete_user'],
}; // prettier-ignore
const failuresBeforeDisabled = 5;
const deliveryTimeoutMs = 5_000;

export function applyWebhook(shop: Shop, before: Webhook | undefined, input: Input): Webhook {
  const topic = text(input.topic, before?.topic ?? '');
  if (!topicPattern.test(topic)) {
    throw new WooError(
      400,
      'woocommerce_rest_shop_webhook_invalid_topic',
      'Webhook topic is required and must be valid.',
    );
  }
  const deliveryUrl = text(input.delivery_url, before?.delivery_url ?? '');
  if (!/^https?:\/\//.test(deliveryUrl)) {
    throw new WooError(
      400,
      'woocommerce_rest_shop_webhook_invalid_delivery_url',
      'Webhook delivery URL must be a valid URL starting with http:// or https://.',
    );
  }
  const stamp = shop.clock.stamp();
  const [resource = '', event = ''] = topic.split('.');
  const webhook: Webhook = {
    id: before?.id ?? shop.takeId('webhook'),
    name: text(input.name, before?.name ?? `Webhook created on ${stamp.local}`),
    status: text(input.status, before?.status ?? 'active'),
    topic,
    resource,
    event,
    hooks: hooks[topic] ?? [],
    delivery_url: deliveryUrl,
    secret: text(input.secret, before?.secret ?? randomUUID()),
    failure_count: before?.failure_count ?? 0,
    date_created: before?.date_created ?? stamp.local,
    date_created_gmt: before?.date_created_gmt ?? stamp.gmt,
    date_modified: before ? stamp.local : null,
    date_modified_gmt: before ? stamp.gmt : null,
  };
  shop.saveWebhook(webhook);
  return webhook;
}

/** A webhook as the API shows it: the secret is written, never read. */
export function withoutSecret(webhook: Webhook): Omit<Webhook, 'secret' | 'failure_count'> {
  const { secret: _secret, failure_count: _failures, ...shown } = webhook;
  return shown;
}

/** Base64 HMAC-SHA256 of the body, as sent in `X-WC-Webhook-Signature`. */
export function signWebhook(body: string, secret: string): string {
  return createHmac('sha256', secret).update(body).digest('base64');
}

/** Delivers changes to the active webhooks, after the request that made them. */
export class WebhookSender {
  private readonly underWay = new Set<Promise<void>>();
  private readonly stopped = new AbortController();
  /** Products and orders that are in the bin, as `orders 7`. */
  private readonly binned = new Set<string>();

  constructor(
    private readonly shop: Shop,
    private readonly sourceUrl: () => string,
  ) {
    shop.onChange((change) => this.announce(change));
  }

  async stop(): Promise<void> {
    this.stopped.abort();
    await Promise.allSettled(this.underWay);
  }

  /** Resolves once everything announced so far was delivered or given up. */
  async settle(): Promise<void> {
    await Promise.allSettled(this.underWay);
  }

  /** A new webhook is told its number, unsigned; that it is not answered is no failure. This shop reaches no other machine. */
  async ping({ id, delivery_url: url }: Webhook): Promise<void> {
    if (!/^(?:localhost|127(?:\.\d+){3})$/.test(new URL(url).hostname)) return;
    const signal = AbortSignal.any([this.stopped.signal, AbortSignal.timeout(deliveryTimeoutMs)]);
    const body = new URLSearchParams({ webhook_id: String(id) });
    await fetch(url, { method: 'POST', body, signal }).catch(() => undefined);
  }

  private announce(change: Change): void {
    const { kind, record } = change;
    if (kind === 'webhooks' || kind === 'taxes') return;
    const event = this.eventOf(change);
    if (event === undefined) return;
    const topic = `${resources[kind]}.${event}`;
    for (const webhook of this.shop.webhooks.all()) {
      if (webhook.status !== 'active' || webhook.topic !== topic) continue;
      const body = JSON.stringify(event === 'deleted' ? { id: record.id } : this.shown(kind, record.id));
      const delivery = this.deliver(webhook, body).finally(() => this.underWay.delete(delivery));
      this.underWay.add(delivery);
    }
  }

  /** Into the bin is `deleted` and out of it `restored`; what is deleted for good is not told, except for customers. */
  private eventOf({ kind, event, record }: Change): string | undefined {
    if (kind !== 'orders' && kind !== 'products') return event;
    const key = `${kind} ${record.id}`;
    const wasBinned = this.binned.has(key);
    const isBinned = event !== 'deleted' && this.shop[kind].find(record.id)?.status === 'trash';
    if (isBinned) this.binned.add(key);
    else this.binned.delete(key);
    if (event === 'deleted') return undefined;
    if (isBinned !== wasBinned) return isBinned ? 'deleted' : 'restored';
    return event;
  }

  /** The record as the API shows it. */
  private shown(kind: keyof typeof resources, id: number): unknown {
    const product = kind === 'products' ? this.shop.products.find(id) : undefined;
    return product ? showProduct(this.shop, product, 'view') : this.shop[kind].find(id);
  }

  private async deliver(webhook: Webhook, body: string): Promise<void> {
    const isDelivered = await fetch(webhook.delivery_url, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        'x-wc-webhook-source': `${this.sourceUrl()}/`,
        'x-wc-webhook-topic': webhook.topic,
        'x-wc-webhook-resource': webhook.resource,
        'x-wc-webhook-event': webhook.event,
        'x-wc-webhook-signature': signWebhook(body, webhook.secret),
        'x-wc-webhook-id': String(webhook.id),
        'x-wc-webhook-delivery-id': randomUUID(),
      },
      signal: AbortSignal.any([this.stopped.signal, AbortSignal.timeout(deliveryTimeoutMs)]),
    }).then(
      (answer) => answer.status < 400,
      () => false,
    );
    this.count(webhook.id, isDelivered);
  }

  private count(id: number, isDelivered: boolean): void {
    const webhook = this.shop.webhooks.find(id);
    if (!webhook) return;
    const { failure_count: before } = webhook;
    if (isDelivered) this.shop.saveWebhook({ ...webhook, failure_count: 0 });
    else if (before > failuresBeforeDisabled) this.shop.saveWebhook({ ...webhook, status: 'disabled' });
    else this.shop.saveWebhook({ ...webhook, failure_count: before + 1 });
  }
}
