import type { ConnectorContext, WriteOutcome } from '@koppel/connector-sdk';
import type { Order, Payment } from '@koppel/contracts';
import { anOrder } from '../src/fixtures/orders.js';
import { orderWriter } from '../src/orders.js';
import { paymentSettings, type PaymentSettings } from '../src/payments/payment-settings.js';
import { paymentWriter } from '../src/payments/payments.js';
import { deliverOrder, keyOf, type Settings } from './delivery.js';
import { startSandbox, type Sandbox } from './sandbox.js';

export const entries = { documentType: 'sales_entry', salesJournal: '71', revenueAccounts: { '*': '8000' } };
export const invoices = { documentType: 'sales_invoice', salesJournal: '71', invoiceState: 'final' };
export const november = { year: 2026, period: 11 };
const table = { mollie_ideal: '21', cod: '10', bacs: 'none' };

/** Of payments and of the orders that they inherit from. */
export function settingsOf(settings: Settings = {}): PaymentSettings {
  const given = { ...entries, paymentJournals: table, ...settings };
  return { ...orderWriter.settings.parse(given), ...paymentSettings.parse(given) };
}

interface PayOptions {
  settings?: PaymentSettings;
  context?: ConnectorContext;
}

/** A sandbox in which orders are booked and paid. */
export class PaymentSandbox {
  private constructor(readonly sandbox: Sandbox) {}

  static async start(): Promise<PaymentSandbox> {
    const sandbox = await startSandbox({ seedItems: 1 });
    const { control } = sandbox.simulator;
    const GLRevenue = control.list('financial/GLAccounts', { where: { Code: '8010' } })[0]?.['ID'];
    const item = { Code: '85123A', Description: 'Heart', IsSalesItem: true, Unit: 'pc', GLRevenue };
    control.insert('logistics/Items', item);
    return new PaymentSandbox(sandbox);
  }

  get control() {
    return this.sandbox.simulator.control;
  }

  /** As after the start, but for what was booked. */
  restore(): void {
    this.control.clearFaults();
    this.control.setDeletions('allowed');
    this.control.setPeriodClosed(november, false);
    this.control.setPayments({ matching: 'exact', receiptSign: 'positive', settledEntries: 'locked' });
  }

  /** Looked up, resolved and written as the engine does with a page. */
  async pay(
    payments: readonly Payment[],
    documents: Record<string, string>,
    { settings = settingsOf(), context }: PayOptions = {},
  ): Promise<WriteOutcome[]> {
    const run = context ?? (await this.sandbox.context());
    const payloads = payments.map((payment) => payloadOf(payment, settings));
    const keys = payloads.map((payload) => paymentWriter.naturalKey(payload));
    const found = await paymentWriter.find(run, keys, settings);
    const refused = (await paymentWriter.resolve?.(run, payloads, settings)) ?? new Map();
    const operations = payloads.flatMap((payload, index) => {
      const naturalKey = keys[index] ?? '';
      const references = { document: documents[payments[index]?.settles.key ?? ''] ?? '' };
      const { targetKey } = found.get(naturalKey) ?? {};
      const operation = { payload, naturalKey, targetKey, idempotencyKey: naturalKey, references };
      return refused.has(naturalKey) ? [] : [operation];
    });
    const written = operations.length > 0 ? await paymentWriter.write(run, operations, settings) : [];
    const outcomes = new Map(operations.map(({ naturalKey }, index) => [naturalKey, written[index]]));
    return keys.map((key): WriteOutcome => {
      const outcome = refused.has(key) ? { status: 'failed' as const, failure: refused.get(key) } : outcomes.get(key);
      if (!outcome) throw new Error('no outcome');
      return outcome;
    });
  }

  async payOne(payment: Payment, document: string, options: PayOptions = {}): Promise<WriteOutcome> {
    const [outcome] = await this.pay([payment], { [payment.settles.key]: document }, options);
    if (!outcome) throw new Error('no outcome');
    return outcome;
  }

  /** Key of the document of a new order. */
  async booked(number: string, settings: Settings = entries, change: Partial<Order> = {}): Promise<string> {
    return keyOf(await deliverOrder(this.sandbox, anOrder({ number, ...change }), settings));
  }

  linesOf(reference: string, kind = 'Bank') {
    return this.control.list(`financialtransaction/${kind}EntryLines`, { where: { Description: reference } });
  }

  /** What is open of a document. */
  openOf(document: string, kind = 'salesentry/SalesEntries'): number[] {
    const number = this.control.get(kind, document)?.['InvoiceNumber'] ?? null;
    const rows = this.control.list('read/financial/ReceivablesList', { where: { InvoiceNumber: number } });
    return rows.map(({ Amount }) => Number(Amount));
  }

  calls(): number {
    return Object.values(this.control.counters().requests).reduce((sum, calls) => sum + calls, 0);
  }
}

export function payloadOf(payment: Payment, settings: PaymentSettings) {
  const translated = paymentWriter.fromCanonical(payment, settings);
  if ('filtered' in translated) throw new Error(translated.filtered.code);
  return translated.payload;
}
