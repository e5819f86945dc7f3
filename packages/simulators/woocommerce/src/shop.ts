import { createHash } from 'node:crypto';
import type { Clock } from './clock.js';
import type { Customer, Order, Product, RecordKinds, TaxRate, Webhook } from './records.js';
import { createTaxRates, type ShopSettings } from './shop-settings.js';
import { Table } from './table.js';

export type ChangeEvent = 'created' | 'updated' | 'deleted';

export interface Change {
  kind: keyof RecordKinds;
  event: ChangeEvent;
  record: { id: number };
}

export interface ShopOptions {
  settings: ShopSettings;
  clock: Clock;
  /** MySQL's default collation treats `85123a` and `85123A` as the same SKU; true keeps them distinct. */
  caseSensitiveSkus: boolean;
}

export type ShopState = { nextId: number } & { [Kind in keyof RecordKinds]: RecordKinds[Kind][] };

/** The shop's data, with indexes for 10,000 products. */
export class Shop {
  readonly products = new Table<Product>();
  readonly orders = new Table<Order>();
  readonly customers = new Table<Customer>();
  readonly webhooks = new Table<Webhook>();
  readonly taxes = new Table<TaxRate>();
  settings: ShopSettings;
  readonly clock: Clock;
  private readonly productIdsBySku = new Map<string, Set<number>>();
  private readonly customerIdByEmail = new Map<string, number>();
  private readonly orderIdByNumber = new Map<string, number>();
  private readonly listeners: ((change: Change) => void)[] = [];
  private nextId = 10;

  constructor(private readonly options: ShopOptions) {
    this.settings = options.settings;
    this.clock = options.clock;
    this.clear();
  }

  onChange(listener: (change: Change) => void): void {
    this.listeners.push(listener);
  }

  takeId(): number {
    return this.nextId++;
  }

  orderKey(id: number): string {
    return `wc_order_${createHash('sha256').update(String(id)).digest('hex').slice(0, 13)}`;
  }

  findProductsBySku(sku: string): Product[] {
    const ids = this.productIdsBySku.get(this.skuKey(sku)) ?? new Set<number>();
    return [...ids].flatMap((id) => this.products.find(id) ?? []);
  }

  findCustomerByEmail(email: string): Customer | undefined {
    const id = this.customerIdByEmail.get(email.toLowerCase());
    return id === undefined ? undefined : this.customers.find(id);
  }

  findOrderByNumber(number: string): Order | undefined {
    const id = this.orderIdByNumber.get(number);
    return id === undefined ? undefined : this.orders.find(id);
  }

  saveProduct(product: Product): void {
    const before = this.products.find(product.id);
    if (before) this.productIdsBySku.get(this.skuKey(before.sku))?.delete(before.id);
    this.indexSku(product);
    this.products.put(product);
    this.tell('products', before ? 'updated' : 'created', product);
  }

  saveOrder(order: Order): void {
    const isNew = !this.orders.find(order.id);
    this.orders.put(order);
    this.orderIdByNumber.set(order.number, order.id);
    this.tell('orders', isNew ? 'created' : 'updated', order);
  }

  saveCustomer(customer: Customer): void {
    const before = this.customers.find(customer.id);
    if (before) this.customerIdByEmail.delete(before.email.toLowerCase());
    this.customerIdByEmail.set(customer.email.toLowerCase(), customer.id);
    this.customers.put(customer);
    this.tell('customers', before ? 'updated' : 'created', customer);
  }

  saveWebhook(webhook: Webhook): void {
    const isNew = !this.webhooks.find(webhook.id);
    this.webhooks.put(webhook);
    this.tell('webhooks', isNew ? 'created' : 'updated', webhook);
  }

  remove(kind: keyof RecordKinds, id: number): void {
    const record = this[kind].find(id);
    if (!record) return;
    if (kind === 'products') this.forgetProduct(id);
    if (kind === 'customers') this.customerIdByEmail.delete(this.customers.find(id)?.email.toLowerCase() ?? '');
    if (kind === 'orders') this.orderIdByNumber.delete(this.orders.find(id)?.number ?? '');
    this[kind].remove(id);
    this.tell(kind, 'deleted', record);
  }

  clear(): void {
    for (const table of [this.products, this.orders, this.customers, this.webhooks, this.taxes]) table.clear();
    this.productIdsBySku.clear();
    this.customerIdByEmail.clear();
    this.orderIdByNumber.clear();
    this.nextId = 10;
    for (const rate of createTaxRates()) this.taxes.put(rate);
  }

  exportState(): ShopState {
    return {
      nextId: this.nextId,
      products: this.products.all(),
      orders: this.orders.all(),
      customers: this.customers.all(),
      webhooks: this.webhooks.all(),
      taxes: this.taxes.all(),
    };
  }

  importState(state: ShopState): void {
    this.clear();
    for (const product of state.products) {
      this.indexSku(product);
      this.products.put(product);
    }
    for (const order of state.orders) {
      this.orders.put(order);
      this.orderIdByNumber.set(order.number, order.id);
    }
    for (const customer of state.customers) {
      this.customers.put(customer);
      this.customerIdByEmail.set(customer.email.toLowerCase(), customer.id);
    }
    for (const webhook of state.webhooks) this.webhooks.put(webhook);
    for (const rate of state.taxes) this.taxes.put(rate);
    this.nextId = state.nextId;
  }

  private forgetProduct(id: number): void {
    const product = this.products.find(id);
    if (product) this.productIdsBySku.get(this.skuKey(product.sku))?.delete(id);
    for (const variationId of product?.variations ?? []) this.remove('products', variationId);
  }

  private indexSku(product: Product): void {
    if (product.sku === '') return;
    const key = this.skuKey(product.sku);
    const ids = this.productIdsBySku.get(key) ?? new Set<number>();
    this.productIdsBySku.set(key, ids.add(product.id));
  }

  private skuKey(sku: string): string {
    return this.options.caseSensitiveSkus ? sku : sku.toLowerCase();
  }

  private tell(kind: keyof RecordKinds, event: ChangeEvent, record: { id: number }): void {
    for (const listener of this.listeners) listener({ kind, event, record });
  }
}
