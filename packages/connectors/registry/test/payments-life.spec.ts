import { exactOnline } from '@koppel/connector-exact-online';
import type { AnyReader, Connector } from '@koppel/connector-sdk';
import type { Credit, FlowSettings, Order, Payment } from '@koppel/contracts';
import { deliverPage, planFlow, type Endpoint } from '@koppel/sync-engine';
import { aCustomer, aLine, anOrder } from '../../exact-online/src/fixtures/orders.js';
import { aPayment } from '../../exact-online/src/fixtures/payments.js';
import { startSandbox, type Sandbox } from '../../exact-online/test/sandbox.js';
import { tables } from './document-tables.js';
import { MemoryLedger } from './memory-ledger.js';
import { random, type Random } from './random.js';

// Orders with what was paid and given back, from a shop to the administration, while answers are lost, calls fail and runs are
// killed before they have stored what they did.

const enabledAt = '2000-01-01T00:00:00Z';
const entities = ['order', 'credit', 'payment'] as const;
type Entity = (typeof entities)[number];

interface PaidOrder {
  number: string;
  /** Half of it was given back. */
  isRefunded: boolean;
  /** Cancelled, and all that was received is given back: its payments are over. */
  isOver: boolean;
}

/** Every order is 12.10 and paid; a refund gives back 6.05 of it. */
class PayingShop {
  readonly orders: PaidOrder[] = [];

  canonical({ number }: PaidOrder): Order {
    return anOrder({ number, customer: aCustomer({ key: number, email: `${number}@example.nl`, lastName: number }) });
  }

  credits(order: PaidOrder): Credit[] {
    const lines = [aLine({ quantity: '1', totalExclVat: '5.00', vatAmount: '1.05' })];
    const { number } = order;
    const credit = { number: `${number}-R7`, orderKey: number, order: this.canonical(order), lines, inclVat: '6.05' };
    return order.isRefunded ? [{ ...credit, creditedAt: '2026-11-22T10:00:00Z', isSpread: false }] : [];
  }

  payments(order: PaidOrder): Payment[] {
    const { number } = order;
    const paidBack = this.credits(order).map((credit) => {
      const settles = { entity: 'credit' as const, key: credit.number, number: credit.number };
      return aPayment({ order: number, number: `${number}-PR7`, settles, amount: credit.inclVat });
    });
    return [aPayment({ order: number }), ...paidBack];
  }

  recordsOf(entity: Entity) {
    const natives = this.orders.flatMap((order): (Order | Credit | Payment)[] => {
      if (entity === 'order') return [this.canonical(order)];
      return entity === 'credit' ? this.credits(order) : this.payments(order);
    });
    return natives.map((native) => ({ key: native.number, naturalKey: native.number, native }));
  }

  /** As an application that gives all three. */
  connector(base: Connector): Connector {
    const settings = base.readers.price?.settings;
    const isOver = (key: string) => this.orders.find(({ number }) => number === key)?.isOver === true;
    const read = (entity: Entity) => ({
      ...{ entity, settings, ...(entity !== 'order' && { inherits: 'order' }) },
      toCanonical: (canonical: Payment) =>
        entity === 'payment' && isOver(canonical.orderKey)
          ? { filtered: { code: 'shop.given_back', params: {} }, isOver: true }
          : { canonical },
    });
    const readers = Object.fromEntries(entities.map((entity) => [entity, read(entity) as unknown as AnyReader]));
    return { ...base, readers };
  }
}

describe.each(['exact', 'partial'] as const)('the life of payments, matched %s', (matching) => {
  let sandbox: Sandbox;
  const control = () => sandbox.simulator.control;

  beforeAll(async () => {
    sandbox = await startSandbox({ seedItems: 1 });
    control().setPayments({ matching });
  });
  afterAll(() => sandbox.stop());

  const orderSettings: FlowSettings = { documentType: 'sales_entry', ...tables.sales_entry.settings };

  /** One run of a flow over the whole shop. `isKilled`: nothing that it did is stored but the intents. */
  async function run(
    shop: PayingShop,
    entity: Entity,
    { ledger, isKilled }: { ledger: MemoryLedger; isKilled: boolean },
  ) {
    const context = await sandbox.context();
    const target: Endpoint = { connector: exactOnline, context, concurrency: () => 4 };
    const source: Endpoint = { ...target, connector: shop.connector(exactOnline) };
    const settings: FlowSettings = entity === 'order' ? orderSettings : {};
    if (entity === 'payment') settings['paymentJournals'] = { '*': '21' };
    const origin = { settings: orderSettings, enabledAt };
    const plan = planFlow({ entity, settings, source, target, enabledAt, booksCredits: true, origin });
    try {
      const result = await deliverPage(plan, ledger, { records: shop.recordsOf(entity), isIsolating: false });
      if (!isKilled) ledger.commit(result);
      return result.counts;
    } catch (error: unknown) {
      // As a run that pauses: the next one goes on from what is stored.
      if (!(error instanceof Error && 'isPausing' in error)) throw error;
      return undefined;
    }
  }

  function disturb({ chance, pick }: Random): void {
    const path = pick(['financialtransaction/BankEntries', 'ReceivablesList', 'BankEntryLines']);
    if (chance(0.5)) control().injectFault({ kind: 'lost-answer', method: 'POST', path: 'BankEntries', times: 1 });
    if (chance(0.3)) control().injectFault({ kind: 'lost-answer', method: 'DELETE', path: 'BankEntries', times: 1 });
    if (chance(0.4)) control().injectFault({ kind: '500', path, times: 9, after: pick([0, 1, 2, 3]) });
  }

  const linesOf = (number: string) =>
    control().list('financialtransaction/BankEntryLines', { where: { Description: number } });

  it.each([1, 2, 3])('books each once, and what is over not at all (%s)', async (seed) => {
    const shop = new PayingShop();
    const chances = random(seed);
    const books = new MemoryLedger();
    const credits = new MemoryLedger(books);
    const ledgers = { order: books, credit: credits, payment: new MemoryLedger(books, credits) };
    for (let round = 0; round < 6; round += 1) {
      for (let index = 0; index < 3; index += 1)
        shop.orders.push({ number: `${matching}${seed}-${round}${index}`, isRefunded: false, isOver: false });
      for (const order of shop.orders) {
        order.isRefunded ||= chances.chance(0.2);
        order.isOver ||= chances.chance(0.08);
      }
      await run(shop, 'order', { ledger: ledgers.order, isKilled: false });
      await run(shop, 'credit', { ledger: ledgers.credit, isKilled: false });
      disturb(chances);
      await run(shop, 'payment', { ledger: ledgers.payment, isKilled: chances.chance(0.4) });
      control().clearFaults();
    }
    await run(shop, 'payment', { ledger: ledgers.payment, isKilled: false });
    const last = await run(shop, 'payment', { ledger: ledgers.payment, isKilled: false });
    expect(last).toMatchObject({ created: 0, updated: 0, failed: 0, held: 0 });
    expect(ledgers.payment.openIssues).toEqual([]);
    for (const order of shop.orders) {
      const booked = shop.payments(order).map(({ number }) => [number, linesOf(number).length]);
      expect(booked).toEqual(shop.payments(order).map(({ number }) => [number, order.isOver ? 0 : 1]));
      const open = control().list('read/financial/ReceivablesList', { where: { YourRef: order.number } });
      expect(open.map(({ Amount }) => Amount)).toEqual(order.isOver ? [12.1] : []);
    }
  });
});
