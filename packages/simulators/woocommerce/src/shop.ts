import { createHash } from 'node:crypto';
import type { ApiKey } from './auth.js';
import type { Clock, Stamp } from './clock.js';
import { defaultCategory } from './catalog.js';
import type {
  Attribute,
  Customer,
  Order,
  OrderNote,
  Product,
  RecordKinds,
  Refund,
  TaxRate,
  Term,
  Webhook,
} from './records.js';
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

/** What WordPress numbers apart; products, orders and all else share one sequence. */
export type IdSequence = 'post' | 'user' | 'term' | 'attribute' | 'webhook';

export type ShopState = {
  nextIds: Record<IdSequence, number>;
  terms: Term[];
  attributes: Attribute[];
  refunds: Refund[];
  notes: OrderNote[];
  keys: ApiKey[];
} & { [Kind in keyof RecordKinds]: RecordKinds[Kind][] };

/** Term 15 is the category that each shop has. */
const firstIds: Readonly<Record<IdSequence, number>> = { post: 10, user: 1, term: 16, attribute: 1, webhook: 1 };

/** The shop's data, with indexes for 10,000 products. */
export class Shop {
  readonly products = new Table<Product>();
  readonly orders = new Table<Order>();
  readonly customers = new Table<Customer>();
  readonly webhooks = new Table<Webhook>();
  readonly taxes = new Table<TaxRate>();
  readonly terms = new Table<Term>();
  readonly attributes = new Table<Attribute>();
  readonly refunds = new Table<Refund>();
  readonly notes = new Table<OrderNote>();
  /** The keys that it made itself. */
  readonly keys: ApiKey[] = [];
  /** Without a slash at the end. */
  siteUrl = '';
  settings: ShopSettings;
  readonly clock: Clock;
  readonly opened: Stamp;
  private readonly productIdsBySku = new Map<string, Set<number>>();
  private readonly productIdBySlug = new Map<string, number>();
  private readonly customerIdByEmail = new Map<string, number>();
  private readonly orderIdByNumber = new Map<string, number>();
  private readonly listeners: ((change: Change) => void)[] = [];
  private nextIds = { ...firstIds };

  constructor(private readonly options: ShopOptions) {
    this.settings = options.settings;
    this.clock = options.clock;
    this.opened = this.clock.stamp();
    this.clear();
  }

  onChange(listener: (change: Change) => void): void {
    this.listeners.push(listener);
  }

  takeId(sequence: IdSequence = 'post'): number {
    return this.nextIds[sequence]++;
  }

  orderKey(id: number): string {
    return `wc_order_${createHash('sha256').update(String(id)).digest('hex').slice(0, 13)}`;
  }

  findProductsBySku(sku: string): Product[] {
    const ids = this.productIdsBySku.get(this.skuKey(sku)) ?? new Set<number>();
    return [...ids].flatMap((id) => this.products.find(id) ?? []);
  }

  /** The slug, or with a number behind it what no other product has. */
  freeSlug(slug: string, id: number): string {
    for (let suffix = 1; ; suffix += 1) {
      const free = suffix === 1 ? slug : `${slug}-${suffix}`;
      if ((this.productIdBySlug.get(free) ?? id) === id) return free;
    }
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
    if (before) this.forgetKeys(before);
    this.indexProduct(product);
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

  /** @returns the id that the shop gives it */
  addKey(key: ApiKey): number {
    return this.keys.push(key);
  }

  removeKey(key: ApiKey): void {
    this.keys.splice(this.keys.indexOf(key), 1);
  }

  clear(): void {
    this.keys.splice(0);
    const { products, orders, customers, webhooks, taxes, terms, attributes, refunds, notes } = this;
    const tables = [products, orders, customers, webhooks, taxes, terms, attributes, refunds, notes];
    for (const table of tables) table.clear();
    this.productIdsBySku.clear();
    this.productIdBySlug.clear();
    this.customerIdByEmail.clear();
    this.orderIdByNumber.clear();
    this.nextIds = { ...firstIds };
    this.terms.put(defaultCategory);
    for (const rate of createTaxRates(this.settings)) this.taxes.put(rate);
  }

  exportState(): ShopState {
    return {
      nextIds: this.nextIds,
      terms: this.terms.all(),
      attributes: this.attributes.all(),
      refunds: this.refunds.all(),
      notes: this.notes.all(),
      keys: this.keys,
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
      this.indexProduct(product);
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
    for (const term of state.terms) this.terms.put(term);
    for (const attribute of state.attributes) this.attributes.put(attribute);
    for (const refund of state.refunds) this.refunds.put(refund);
    for (const note of state.notes) this.notes.put(note);
    this.keys.push(...state.keys);
    this.nextIds = state.nextIds;
  }

  private forgetProduct(id: number): void {
    const product = this.products.find(id);
    if (product) this.forgetKeys(product);
    for (const variationId of product?.variations ?? []) this.remove('products', variationId);
  }

  private forgetKeys({ id, sku, slug }: Product): void {
    this.productIdsBySku.get(this.skuKey(sku))?.delete(id);
    if (this.productIdBySlug.get(slug) === id) this.productIdBySlug.delete(slug);
  }

  private indexProduct(product: Product): void {
    this.productIdBySlug.set(product.slug, product.id);
    if (product.sku === '') return;
    const key = this.skuKey(product.sku);
    const ids = this.productIdsBySku.get(key) ?? new Set<number>();
    this.productIdsBySku.set(key, ids.add(product.id));
  }

  private skuKey(sku: string): string {
    return this.options.caseSensitiveSkus ? sku : sku.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  }

  private tell(kind: keyof RecordKinds, event: ChangeEvent, record: { id: number }): void {
    for (const listener of this.listeners) listener({ kind, event, record });
  }
}
