import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMedusa, type RunningMedusa } from '../../../../tools/medusa.ts';

export interface ShopAddress {
  first_name: string;
  last_name: string;
  address_1: string;
  city: string;
  postal_code: string;
  country_code: string;
  phone?: string;
}

export interface OrderRequest {
  email: string;
  lines: { sku: string; quantity: number }[];
  address?: ShopAddress;
  promotionCode?: string;
  /** What a storefront keeps with the order. */
  metadata?: Record<string, string>;
}

/** What the store API says of an order that was placed; amounts in major units, unrounded. */
export interface PlacedOrder {
  id: string;
  display_id: number;
  total: number;
  tax_total: number;
  shipping_subtotal: number;
  items: { id: string; variant_sku: string; quantity: number; subtotal: number; tax_lines: { rate: number }[] }[];
}

export const inUtrecht: ShopAddress = {
  first_name: 'Noor',
  last_name: 'de Wit',
  address_1: 'Kade 1',
  city: 'Utrecht',
  postal_code: '3511 AA',
  country_code: 'nl',
  phone: '030 1234567',
};

type Method = 'GET' | 'POST' | 'DELETE';

/** A real Medusa, and the hands of a person and of customers in its admin and store APIs. */
export class Shop {
  private constructor(
    readonly server: RunningMedusa,
    private readonly stateDir: string,
  ) {}

  static async start(database: string): Promise<Shop> {
    const stateDir = mkdtempSync(join(tmpdir(), 'koppel-medusa-'));
    const server = await startMedusa({ stateDir, databaseUrl: process.env['DATABASE_URL'] ?? '', database });
    return new Shop(server, stateDir);
  }

  async stop(): Promise<void> {
    await this.server.stop();
    rmSync(this.stateDir, { recursive: true, force: true });
  }

  /** The server listens on IPv4 only. */
  get origin(): string {
    return this.server.url.replace('localhost', '127.0.0.1');
  }

  admin<Body>(method: Method, path: string, body?: object): Promise<Body> {
    const key = Buffer.from(`${this.server.secretKey}:`).toString('base64');
    return this.call<Body>(method, `admin/${path}`, { authorization: `Basic ${key}` }, body);
  }

  store<Body>(method: Method, path: string, body?: object): Promise<Body> {
    return this.call<Body>(method, `store/${path}`, { 'x-publishable-api-key': this.server.publishableKey }, body);
  }

  /** An article as a person makes it in the dashboard, with one variant per SKU; gives the ids of the variants. */
  async createArticle(skus: readonly string[], price: number, options: { stock?: number } = {}): Promise<string[]> {
    const [{ stores }, { shipping_profiles: profiles }] = await Promise.all([
      this.admin<{ stores: { default_sales_channel_id: string; default_location_id: string }[] }>('GET', 'stores'),
      this.admin<{ shipping_profiles: { id: string }[] }>('GET', 'shipping-profiles'),
    ]);
    const { product } = await this.admin<{ product: { variants: { id: string; sku: string }[] } }>('POST', 'products', {
      title: `Article ${skus[0]}`,
      status: 'published',
      sales_channels: [{ id: stores[0]?.default_sales_channel_id }],
      shipping_profile_id: profiles[0]?.id,
      options: [{ title: 'Size', values: skus }],
      variants: skus.map((sku) => ({
        ...{ title: sku, sku, options: { Size: sku } },
        prices: [{ currency_code: 'eur', amount: price }],
      })),
    });
    const { variants } = await this.admin<{
      variants: { id: string; sku: string; inventory_items: { inventory_item_id: string }[] }[];
    }>('GET', `product-variants?${skus.map((sku) => `sku[]=${sku}`).join('&')}&fields=id,sku,*inventory_items`);
    await this.admin('POST', 'inventory-items/location-levels/batch', {
      create: variants.map(({ inventory_items: [item] }) => ({
        inventory_item_id: item?.inventory_item_id,
        location_id: stores[0]?.default_location_id,
        stocked_quantity: options.stock ?? 1000,
      })),
    });
    return skus.map((sku) => product.variants.find((variant) => variant.sku === sku)?.id ?? '');
  }

  /** Deletes the product of an article and makes it again, as a person would. */
  async remakeArticle(sku: string, price: number): Promise<void> {
    const { variants } = await this.admin<{ variants: { product_id: string }[] }>(
      'GET',
      `product-variants?sku[]=${sku}&fields=id,product_id`,
    );
    for (const { product_id: id } of variants) await this.admin('DELETE', `products/${id}`);
    await this.createArticle([sku], price);
  }

  /** A guest's whole way through the check-out. */
  async placeOrder({ email, lines, address = inUtrecht, promotionCode, metadata }: OrderRequest): Promise<PlacedOrder> {
    const query = lines.map(({ sku }) => `sku[]=${encodeURIComponent(sku)}`).join('&');
    const [{ variants }, { regions }] = await Promise.all([
      this.admin<{ variants: { id: string; sku: string }[] }>('GET', `product-variants?fields=id,sku&${query}`),
      this.store<{ regions: { id: string }[] }>('GET', 'regions'),
    ]);
    const addresses = { shipping_address: address, billing_address: address };
    const { cart } = await this.store<{ cart: { id: string } }>('POST', 'carts', {
      ...{ region_id: regions[0]?.id, email, metadata, ...addresses },
      items: lines.map(({ sku, quantity }) => ({
        variant_id: variants.find((variant) => variant.sku === sku)?.id,
        quantity,
      })),
    });
    if (promotionCode) await this.store('POST', `carts/${cart.id}/promotions`, { promo_codes: [promotionCode] });
    const { shipping_options: options } = await this.store<{ shipping_options: { id: string }[] }>(
      'GET',
      `shipping-options?cart_id=${cart.id}`,
    );
    await this.store('POST', `carts/${cart.id}/shipping-methods`, { option_id: options[0]?.id });
    const { payment_collection: collection } = await this.store<{ payment_collection: { id: string } }>(
      'POST',
      'payment-collections',
      { cart_id: cart.id },
    );
    await this.store('POST', `payment-collections/${collection.id}/payment-sessions`, {
      provider_id: 'pp_system_default',
    });
    return (await this.store<{ order: PlacedOrder }>('POST', `carts/${cart.id}/complete`, {})).order;
  }

  /**
   * Takes the payment of an order; gives the id of the payment.
   *
   * @param amount a part of it
   */
  async capture(orderId: string, amount?: number): Promise<string> {
    const { order } = await this.admin<{ order: { payment_collections: { payments: { id: string }[] }[] } }>(
      'GET',
      `orders/${orderId}?fields=payment_collections.payments.id`,
    );
    const paymentId = order.payment_collections[0]?.payments[0]?.id ?? '';
    await this.admin('POST', `payments/${paymentId}/capture`, { ...(amount !== undefined && { amount }) });
    return paymentId;
  }

  /** When an order changed last, by which orders are read. */
  async changedAt(orderId: string): Promise<string> {
    const { order } = await this.admin<{ order: { updated_at: string } }>('GET', `orders/${orderId}?fields=updated_at`);
    return order.updated_at;
  }

  refund(paymentId: string, amount: number, note?: string): Promise<unknown> {
    return this.admin('POST', `payments/${paymentId}/refund`, { amount, ...(note && { note }) });
  }

  /** Sends all of an order, and takes back some pieces of an article. */
  async sendAndTakeBack(
    { id: orderId, items: placed }: { id: string; items: readonly { id: string; quantity: number }[] },
    { itemId, quantity }: { itemId: string; quantity: number },
  ): Promise<void> {
    const { stores } = await this.admin<{ stores: { default_location_id: string }[] }>('GET', 'stores');
    const location_id = stores[0]?.default_location_id;
    const items = placed.map((item) => ({ id: item.id, quantity: item.quantity }));
    await this.admin('POST', `orders/${orderId}/fulfillments`, { location_id, items });
    const sent = await this.admin<{ order: { fulfillments: { id: string }[] } }>(
      'GET',
      `orders/${orderId}?fields=fulfillments.id`,
    );
    await this.admin('POST', `orders/${orderId}/fulfillments/${sent.order.fulfillments[0]?.id}/shipments`, { items });
    const { return: back } = await this.admin<{ return: { id: string } }>('POST', 'returns', {
      ...{ order_id: orderId, location_id },
    });
    await this.admin('POST', `returns/${back.id}/request-items`, { items: [{ id: itemId, quantity }] });
    await this.admin('POST', `returns/${back.id}/request`, {});
    await this.admin('POST', `returns/${back.id}/receive`, {});
    await this.admin('POST', `returns/${back.id}/receive-items`, { items: [{ id: itemId, quantity }] });
    await this.admin('POST', `returns/${back.id}/receive/confirm`, {});
  }

  /** Changes how many pieces of an article an order has. */
  async edit(orderId: string, itemId: string, quantity: number): Promise<void> {
    await this.admin('POST', 'order-edits', { order_id: orderId });
    await this.admin('POST', `order-edits/${orderId}/items/item/${itemId}`, { quantity });
    await this.admin('POST', `order-edits/${orderId}/confirm`, {});
  }

  private async call<Body>(
    method: Method,
    path: string,
    headers: Record<string, string>,
    body?: object,
  ): Promise<Body> {
    const response = await fetch(`${this.origin}/${path}`, {
      method,
      headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text) as Body;
  }
}
