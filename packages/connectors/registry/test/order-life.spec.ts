import { exactOnline } from '@koppel/connector-exact-online';
import type { Credit, FlowSettings, Order, Payment } from '@koppel/contracts';
import {
  deliverPage,
  findDeleted,
  planFlow,
  type Endpoint,
  type FlowPlan,
  type Link,
  type PageOptions,
} from '@koppel/sync-engine';
import { startSandbox, type Sandbox } from '../../exact-online/test/sandbox.js';
import type { Row } from './administration.js';
import { booksOf, tables, type Books } from './document-tables.js';
import { MemoryLedger } from './memory-ledger.js';
import { random, type Random } from './random.js';
import { LivingShop } from './shop-lives.js';

// Orders that go on after they were booked, with their refunds and payments, from a shop to the administration, while answers are
// lost and runs are killed before they have stored what they did.

const enabledAt = '2000-01-01T00:00:00Z';

/** What becomes of documents in Exact Online: they stay open, are processed there now and then, or may not be deleted at all. */
const fates = ['open', 'processed', 'undeletable'] as const;

const kinds = (['sales_order', 'sales_invoice', 'sales_entry'] as const).flatMap((documentType) =>
  (['kept', 'calculated'] as const).flatMap((vatAmounts) =>
    fates.map((fate) => [documentType, vatAmounts, fate] as const),
  ),
);

const leftToPeople = /: exact_online\.(removal_refused|order_over_closed|document_closed)$/;

/** Of a document that cannot be deleted while it is paid: what a buyer paid for an order that is over was not all paid back. */
function isPaidAndOver(shop: LivingShop, issue: string): boolean {
  const [key = '', code] = issue.split(': ');
  const order = shop.orders.find(({ number }) => number === key.replace(/-R\d+$/, ''));
  return code === 'exact_online.removal_awaits_payment' && order?.paid !== undefined && !shop.isPaidBack(order);
}

/** Sales orders have no open item, and drafts of invoices none yet. */
const flows = ['order', 'credit', 'payment'] as const;
type FlowEntity = (typeof flows)[number];

describe.each(kinds)(
  'the life of orders booked as %s, VAT amounts %s, documents %s',
  (documentType, vatAmounts, fate) => {
    const table = tables[documentType];
    let sandbox: Sandbox;
    const control = () => sandbox.simulator.control;

    beforeAll(async () => {
      sandbox = await startSandbox({ seedItems: 5 });
      control().setVatAmounts(vatAmounts);
      if (fate === 'undeletable') control().setDeletions('refused');
      const GLRevenue = control().list('financial/GLAccounts', { where: { Code: '8000' } })[0]?.['ID'];
      for (const code of ['MUG', 'BOOK', 'LAMP', 'MISC'])
        control().insert('logistics/Items', {
          Code: code,
          Description: code,
          IsSalesItem: true,
          Unit: 'pc',
          GLRevenue,
        });
    });
    afterAll(() => sandbox.stop());

    const settings: FlowSettings = {
      ...{ documentType, roundingItem: 'MISC', ...table.settings },
      invoiceState: fate === 'processed' ? 'final' : 'draft',
      closedDocuments: fate === 'open' ? 'issue' : 'credit',
    };
    const own: Record<FlowEntity, FlowSettings> = {
      order: settings,
      credit: {},
      payment: { paymentJournals: { '*': '21' } },
    };
    /** Whether what is booked has open items, which payments settle. */
    const isPaidHere = documentType === 'sales_entry' || (documentType === 'sales_invoice' && fate === 'processed');

    /** Orders are delivered and entries processed; invoices are final from the beginning. */
    function processSome({ chance }: Random): void {
      if (fate !== 'processed' || documentType === 'sales_invoice') return;
      const status = documentType === 'sales_order' ? 21 : 50;
      for (const document of control().list(table.documents))
        if (chance(0.3)) control().patch(table.documents, String(document[table.key]), { Status: status });
    }

    /** One run of both flows over the whole shop. `isKilled`: nothing that they did is stored but the intents. */
    async function run(shop: LivingShop, ledgers: Ledgers, isKilled = false): Promise<void> {
      for (const entity of flows) {
        const plan = await planOf(shop, entity);
        const ledger = ledgers[entity];
        const nativesOf: Record<FlowEntity, (order: (typeof shop.orders)[number]) => (Order | Credit | Payment)[]> = {
          order: (order) => [shop.canonical(order)],
          credit: (order) => shop.credits(order),
          payment: (order) => shop.payments(order),
        };
        const natives = shop.orders.filter(({ state }) => state !== 'deleted').flatMap(nativesOf[entity]);
        const records = natives.map((native) => ({ key: native.number, naturalKey: native.number, native }));
        await deliver(plan, ledger, { page: { records, isIsolating: false }, isKilled });
        const delivered = shop.orders.flatMap((order) =>
          nativesOf[entity](order).map(({ number: key }) => ({ key, naturalKey: key })),
        );
        const gone = await findDeleted(plan, delivered);
        await deliver(plan, ledger, { page: { records: [], gone, isIsolating: false }, isKilled });
      }
    }

    async function deliver(
      plan: FlowPlan,
      ledger: MemoryLedger,
      { page, isKilled }: { page: PageOptions; isKilled: boolean },
    ): Promise<void> {
      try {
        const result = await deliverPage(plan, ledger, page);
        if (!isKilled) ledger.commit(result);
      } catch (error: unknown) {
        // As a run that pauses: the next one goes on from what is stored.
        if (!(error instanceof Error && 'isPausing' in error)) throw error;
      }
    }

    async function planOf(shop: LivingShop, entity: FlowEntity): Promise<FlowPlan> {
      const context = await sandbox.context();
      const source: Endpoint = { connector: shop.connector(exactOnline), context, concurrency: () => 1 };
      const target: Endpoint = { connector: exactOnline, context, concurrency: () => 1 };
      const origin = { settings, enabledAt };
      return planFlow({ entity, settings: own[entity], source, target, enabledAt, booksCredits: true, origin });
    }

    type Ledgers = Record<FlowEntity, MemoryLedger>;

    function newLedgers(): Ledgers {
      const order = new MemoryLedger();
      const credit = new MemoryLedger(order);
      return { order, credit, payment: new MemoryLedger(order, credit) };
    }

    /** What the journal says of the payments of an order: by number, in cents, money that came in positive. */
    function paid(number: string): [string, number][] {
      return control()
        .list('financialtransaction/BankEntryLines', {})
        .filter(({ Description }) => new RegExp(`^${number}-PR?\\d*$`).test(String(Description)))
        .map(({ Description, AmountFC }): [string, number] => [String(Description), Math.round(Number(AmountFC) * 100)])
        .toSorted();
    }

    /** Each payment of an order that goes on once; none of one that is over and was paid back; the others are left as they were. */
    function expectPayments(shop: LivingShop, order: (typeof shop.orders)[number]): void {
      const expected = shop.payments(order).map(({ number, amount, settles }): [string, number] => {
        const cents = Math.round(Number(amount) * 100);
        return [number, settles.entity === 'order' ? cents : -cents];
      });
      const booked = paid(order.number);
      const isSettled = order.state === 'open' || shop.isPaidBack(order);
      const due = order.state === 'open' ? expected.toSorted() : [];
      if (isSettled) expect(booked).toEqual(due);
      else for (const line of booked) expect(expected).toContainEqual(line);
      expect(new Set(booked.map(([each]) => each)).size).toBe(booked.length);
    }

    /** What the administration says of an order and its credits: net and VAT by percentage, in cents. */
    function booked(number: string): Books {
      const documents = control()
        .list(table.documents)
        .filter(({ YourRef: reference }) => String(reference).replace(/-R\d+|-C\d*/g, '') === number);
      const lines = documents.flatMap(({ [table.key]: key }) =>
        control().list(table.lines, { where: { [table.key]: String(key) } }),
      );
      return booksOf(table, lines);
    }

    const numberOf = ({ InvoiceNumber, OrderNumber, EntryNumber }: Row) =>
      Number(InvoiceNumber) || Number(OrderNumber) || Number(EntryNumber);

    /** What the link says of its document is what the administration says of it. */
    function expectDocument({ naturalKey, targetKey, document }: Link): void {
      const row = (control().get(table.documents, targetKey ?? '') ?? {}) as Row;
      const vat = new Map<string, number>();
      for (const { ratePercent = '', amount } of document?.vat ?? [])
        vat.set(ratePercent, (vat.get(ratePercent) ?? 0) + Math.round(Number(amount) * 100));
      const lines = control().list(table.lines, { where: { [table.key]: targetKey ?? '' } });
      const charged = new Map<string, number>();
      for (const line of lines.filter((each) => Number(each[table.vat]) !== 0)) {
        const rate = String(Math.round(Number(line['VATPercentage']) * 100));
        charged.set(rate, (charged.get(rate) ?? 0) + Math.round(Number(line[table.vat]) * 100));
      }
      expect({ naturalKey, kind: document?.kind, number: document?.number, total: Number(document?.total) }).toEqual({
        ...{ naturalKey, kind: documentType, number: String(numberOf(row)), total: row['AmountFC'] },
      });
      if (vatAmounts === 'kept' && document?.vat) expect(Object.fromEntries(vat)).toEqual(Object.fromEntries(charged));
    }

    const totalOf = (books: Books) => Object.values(books).reduce((sum, { net, vat }) => sum + net + vat, 0);

    it.each([1, 3, 15, 20])(
      'ends with what was charged minus what was given back, whatever happens on the way (seed %i)',
      async (seed) => {
        const choose = random(seed);
        const { chance, pick } = choose;
        const shop = new LivingShop(choose, ['MUG', 'BOOK', 'LAMP'], `L${seed}`);
        const ledgers = newLedgers();
        for (let round = 0; round < 12; round += 1) {
          for (let steps = 0; steps < 4; steps += 1) shop.step();
          const method = pick(['POST', 'PUT', 'DELETE'] as const);
          if (chance(0.5))
            control().injectFault({ kind: 'lost-answer', method, path: table.documents.split('/')[0] ?? '' });
          const isKilled = chance(0.3);
          await run(shop, ledgers, isKilled);
          if (!isKilled) processSome(choose);
          control().clearFaults();
          control().clearLimits();
        }
        // Twice: a credit waits for its order.
        await run(shop, ledgers);
        await run(shop, ledgers);
        const issues = [...ledgers.order.openIssues, ...ledgers.credit.openIssues];
        // Of a document whose making nobody knows, since the run was killed: it is left to a person, and said.
        const isLeft = (issue: string) => (fate !== 'open' && leftToPeople.test(issue)) || isPaidAndOver(shop, issue);
        expect(issues.filter((issue) => !isLeft(issue))).toEqual([]);
        const isAsked = (number: string) =>
          issues.some((issue) => issue.startsWith(`${number}:`) || issue.startsWith(`${number}-R`));
        for (const entity of ['order', 'credit'] as const) {
          const links = ledgers[entity].linksOf(entity).filter(({ sourceKey }) => !isAsked(sourceKey));
          expect(links.length).toBeGreaterThan(0);
          for (const link of links) expectDocument(link);
        }
        if (isPaidHere) {
          expect(ledgers.payment.openIssues.filter((issue) => !isAsked(issue.replace(/-PR?\d*:.*$/, '')))).toEqual([]);
          for (const order of shop.orders.filter(({ number }) => !isAsked(number))) expectPayments(shop, order);
        }
        for (const order of shop.orders.filter(({ number }) => !isAsked(number))) {
          const [books, expected] = [booked(order.number), shop.expected(order)];
          if (vatAmounts === 'kept')
            expect({ order: order.number, books }).toEqual({ order: order.number, books: expected });
          else
            expect({ order: order.number, total: totalOf(books) }).toEqual({
              order: order.number,
              total: totalOf(expected),
            });
        }
      },
    );
  },
);
