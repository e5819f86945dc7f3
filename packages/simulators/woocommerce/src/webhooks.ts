import { createHmac, randomUUID } from 'node:crypto';
import { text, type Input } from './input.js';
import { showProduct } from './product-view.js';
import type { Webhook } from './records.js';
import type { Change, Shop } from './shop.js';
import { WooError } from './woo-error.js';

const topicPattern = /^(order|product|customer)\.(created|updated|deleted)$/;
const resources = { orders: 'order', products: 'product', customers: 'customer' } as const;

/** What WordPress calls the moments of a topic. */
const hooks: Readonly<Record<string, string[]>> = {
  'order.created': ['woocommerce_new_order'],
  'order.updated': ['woocommerce_update_order', 'woocommerce_order_refunded'],
  'order.deleted': ['wp_trash_post'],
  'product.created': ['woocommerce_process_product_meta', 'woocommerce_new_product', 'woocommerce_new_product_variation'],
  'product.updated': [
    'woocommerce_process_product_meta', 'woocommerce_update_product', 'woocommerce_update_product_variation',
  ],
  'product.deleted': ['wp_trash_post'],
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
    failure_count: 0,
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

  private announce({ kind, event, record }: Change): void {
    if (this.shop.webhooks.size === 0 || kind === 'webhooks' || kind === 'taxes') return;
    const topic = `${resources[kind]}.${event}`;
    for (const webhook of this.shop.webhooks.all()) {
      if (webhook.status !== 'active' || webhook.topic !== topic) continue;
      const body = JSON.stringify(event === 'deleted' ? { id: record.id } : this.shown(kind, record.id));
      const delivery = this.deliver(webhook, body).finally(() => this.underWay.delete(delivery));
      this.underWay.add(delivery);
    }
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
    const failures = isDelivered ? 0 : webhook.failure_count + 1;
    const status = failures > failuresBeforeDisabled ? 'disabled' : webhook.status;
    this.shop.saveWebhook({ ...webhook, failure_count: failures, status });
  }
}
