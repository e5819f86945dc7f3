import { createCustomer, updateCustomer } from './customers.js';
import type { Fault, FaultPlan, FaultRequest } from './faults.js';
import { toInput, type Input } from './input.js';
import type { Counters, JournalEntry, Ledger } from './ledger.js';
import { loadOrders, type LoadOptions, type LoadReport } from './load-orders.js';
import { createOrder, updateOrder } from './orders.js';
import { placeOrder, type PlaceOrderOptions } from './place-order.js';
import { createProduct, updateProduct } from './products.js';
import type { KeyApproval, KeyApprovalRules } from './key-approval.js';
import type { Order, RecordKinds } from './records.js';
import type { Saving, SavingPace } from './saving.js';
import { seedProducts } from './seed.js';
import type { ShopSettings } from './shop-settings.js';
import type { Shop } from './shop.js';
import { applyWebhook, type WebhookSender } from './webhooks.js';

export type Seed = 'empty' | 'online-retail';
export type RecordKind = Exclude<keyof RecordKinds, 'taxes'>;

export const recordKinds: readonly RecordKind[] = ['products', 'orders', 'customers', 'webhooks'];

/** Changes the shop without the API, for tests and people. */
export interface Control {
  list<Kind extends keyof RecordKinds>(kind: Kind): RecordKinds[Kind][];
  /** Adds a record as the shop's own screens do: same rules, no request counted. */
  insert<Kind extends RecordKind>(kind: Kind, input: Input): RecordKinds[Kind];
  /** Changes a record and derives its derived fields again (totals, price, stock status). */
  patch<Kind extends RecordKind>(kind: Kind, id: number, input: Input): RecordKinds[Kind];
  /** Sets fields of a record without checks, for malformed records and chosen dates. */
  overwrite<Kind extends RecordKind>(kind: Kind, id: number, fields: Input): RecordKinds[Kind];
  remove(kind: RecordKind, id: number): void;
  configure(settings: Partial<ShopSettings>): ShopSettings;
  counters(): Counters;
  journal(): readonly JournalEntry[];
  clearLedger(): void;
  inject(fault: FaultRequest): Fault;
  faults(): readonly Fault[];
  clearFaults(): void;
  setLatency(latencyMs: number): void;
  /** Sets the clock of its machine ahead of the true one, or behind it: of `Date` headers, of signed calls, and of what it stores. */
  setClock(aheadMs: number): void;
  /** How fast it saves products, and how many calls it works on together. */
  setSaving(pace: Partial<SavingPace>): void;
  loadOrders(days?: readonly string[], options?: LoadOptions): LoadReport;
  placeOrder(options?: PlaceOrderOptions): Order;
  /** How it hands out keys to applications that a person approves. */
  setKeyApproval(rules: Partial<KeyApprovalRules>): void;
  /** Posts the keys that were held back; gives the statuses of the answers. */
  postHeldKeys(): Promise<(number | undefined)[]>;
  /** The keys that it made itself, without their secrets. */
  madeKeys(): { description: string; permissions: string }[];
  /** Resolves when each webhook of the changes so far is delivered or given up. */
  settleWebhooks(): Promise<void>;
  /** Empties and seeds the shop; resets counters, journal and faults. */
  reset(seed?: Seed): void;
}

export interface ControlParts {
  shop: Shop;
  ledger: Ledger;
  faults: FaultPlan;
  webhooks: WebhookSender;
  saving: Saving;
  keyApproval: KeyApproval;
  setLatency: (latencyMs: number) => void;
  setClock: (aheadMs: number) => void;
}

export function createControl({
  shop,
  ledger,
  faults,
  webhooks,
  saving,
  keyApproval,
  setLatency,
  setClock,
}: ControlParts): Control {
  return {
    list: (kind) => shop[kind].all() as never,
    insert: (kind, input) => insertRecord(shop, kind, input) as never,
    patch: (kind, id, input) => patchRecord(shop, kind, id, input) as never,
    overwrite: (kind, id, fields) => overwriteRecord(shop, kind, id, fields) as never,
    remove: (kind, id) => shop.remove(kind, id),
    configure: (settings) => (shop.settings = { ...shop.settings, ...settings }),
    counters: () => ledger.counters(),
    journal: () => ledger.journal(),
    clearLedger: () => ledger.clear(),
    inject: (fault) => faults.inject(fault),
    faults: () => faults.list(),
    clearFaults: () => faults.clear(),
    setLatency,
    setClock,
    setSaving: (pace) => saving.set(pace),
    loadOrders: (days, options) => loadOrders(shop, days, options),
    placeOrder: (options) => placeOrder(shop, options),
    setKeyApproval: (rules) => keyApproval.setRules(rules),
    postHeldKeys: () => keyApproval.postHeld(),
    madeKeys: () => shop.keys.map(({ description = '', permissions }) => ({ description, permissions })),
    settleWebhooks: () => webhooks.settle(),
    reset: (seed) => {
      shop.clear();
      if (seed === 'online-retail') seedProducts(shop);
      faults.clear();
      ledger.clear();
    },
  };
}

function insertRecord(shop: Shop, kind: RecordKind, input: Input): unknown {
  switch (kind) {
    case 'products':
      return createProduct(shop, input, shop.products.find(Number(input.parent_id)));
    case 'orders':
      return createOrder(shop, input, 'admin');
    case 'customers':
      return createCustomer(shop, input);
    case 'webhooks':
      return applyWebhook(shop, undefined, input);
  }
}

function patchRecord(shop: Shop, kind: RecordKind, id: number, input: Input): unknown {
  switch (kind) {
    case 'products':
      return updateProduct(shop, id, input);
    case 'orders':
      return updateOrder(shop, id, input);
    case 'customers':
      return updateCustomer(shop, id, input);
    case 'webhooks':
      return applyWebhook(shop, shop.webhooks.find(id), input);
  }
}

function overwriteRecord(shop: Shop, kind: RecordKind, id: number, fields: Input): unknown {
  const before = shop[kind].find(id);
  if (!before) throw new Error(`The shop has no record ${id} among its ${kind}.`);
  const record: unknown = { ...before, ...toInput(fields), id };
  if (kind === 'products') shop.saveProduct(record as RecordKinds['products']);
  else if (kind === 'orders') shop.saveOrder(record as RecordKinds['orders']);
  else if (kind === 'customers') shop.saveCustomer(record as RecordKinds['customers']);
  else shop.saveWebhook(record as RecordKinds['webhooks']);
  return record;
}
