import type { Flow, FlowSettings } from '@koppel/contracts';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  booksOf,
  tables,
  type Books,
  type DocumentType,
} from '../../packages/connectors/registry/test/document-tables.js';
import { random } from '../../packages/connectors/registry/test/random.js';
import { flowOf } from './koppel-client.js';
import type { LivingShop, OrderBalance } from './living-shop.js';
import { liftExactLimits, startSandboxSystem, type SandboxSystem } from './sandbox-system.js';

const rounds = 6;
/** Before the runs of a round, and while they go on. */
const stepsBefore = 6;
const stepsDuring = 2;

/** Of the sandbox. */
const bankJournal = '21';

interface BankLine {
  Description: string;
  AmountFC: number;
}

interface OpenItem {
  InvoiceNumber: number;
  Amount: number;
}

interface OrderLife {
  shop: string;
  start(): Promise<LivingShop>;
  /** What orders become in the books, with the settings that it needs. */
  documentType: DocumentType;
  settings: FlowSettings;
  /** How long a run that was killed waits for another runner. A third of it is what the shop may take for an answer. */
  leaseMs: number;
  /** Of everything that happens in the shop. */
  seed: number;
}

/** Orders of a shop live on while they are booked and the runner is killed; at the end the books are compared with the shop. */
export function describeOrderLife({ shop: name, start, documentType, settings, leaseMs, seed }: OrderLife): void {
  describe(`orders of ${name} that go on after they were booked as ${documentType}`, () => {
    let system: SandboxSystem;
    let shop: LivingShop;

    beforeAll(async () => {
      const env = { SEED_ITEMS: '30', RUN_LEASE_MS: String(leaseMs), RUN_SWEEP_MS: '250', RUN_MAX_STALLS: '200' };
      // Each is kept as soon as it runs, so that it is stopped also when the other does not start.
      await Promise.all([
        startSandboxSystem({ env: { ...env, DELETION_CHECK_MS: '1' } }).then((started) => (system = started)),
        start().then((started) => (shop = started)),
      ]);
      await liftExactLimits(system.exact);
    }, 400_000);

    afterAll(async () => {
      await Promise.all([system?.stop(), shop?.stop()]);
    });

    it(`end in the books with what was charged minus what was given back, while the runner is killed (seed ${seed})`, async () => {
      const { client, processes, exact } = system;
      const choose = random(seed);
      const flows = await integrate();
      const { orders, credits, payments } = flows;
      await exact.post('/latency', { ms: 20 });
      for (let round = 0; round < rounds; round += 1) {
        for (let step = 0; step < stepsBefore; step += 1) await shop.step(choose);
        // Those of a refund alone are found within the hour, or by reading everything.
        const runs = await Promise.all([
          client.startRun(orders),
          client.startRun(credits, { fromStart: round % 3 === 2 }),
          client.startRun(payments, { fromStart: round % 3 === 2 }),
        ]);
        const killedAfterMs = choose.upTo(1_500);
        const goingOn = (async () => {
          for (let step = 0; step < stepsDuring; step += 1) await shop.step(choose);
        })();
        await sleep(killedAfterMs);
        if (round % 2 === 0) {
          processes.kill('flow-runner', 'SIGKILL');
          await processes.ready('flow-runner');
        }
        await goingOn;
        for (const { id } of runs) expect(await client.waitUntilEnded(id)).toMatchObject({ state: 'completed' });
      }
      await exact.post('/latency', { ms: 0 });
      // Reads the seconds before the last change again; a credit waits for its order, and a payment for what it settles.
      for (const flowId of [orders, credits, payments, orders, credits, payments])
        expect(await client.runToEnd(flowId, { fromStart: flowId !== orders })).toMatchObject({ state: 'completed' });

      const issues = await client.allIssues({ isUnresolved: true });
      expect(issues.filter(({ flowId }) => Object.values(flows).includes(flowId))).toEqual([]);
      const balances = await shop.balances();
      expect(balances.length).toBeGreaterThan(5);
      const documents = await bookedDocuments();
      expect(standing(documents.map(({ reference }) => reference))).toEqual(
        balances.flatMap(({ number, credits: refunds }) => [number, ...refunds]).sort(),
      );
      for (const balance of balances) {
        const own = new Set([balance.number, ...balance.credits]);
        expectBooks(
          balance,
          documents.filter(({ reference }) => own.has(reversed(reference) ?? reference)),
        );
      }
      await expectPayments(balances, documents);
    }, 600_000);

    interface Flows {
      orders: Flow['id'];
      credits: Flow['id'];
      payments: Flow['id'];
    }

    async function integrate(): Promise<Flows> {
      const { client } = system;
      const administration = await client.connectExactOnline();
      const integration = await client.integrate(administration, await shop.connect(system), 'payments');
      const idOf = (key: string) => flowOf(integration, key).id;
      const ids = { orders: idOf('orders'), credits: idOf('credits'), payments: idOf('payments') };
      for (const key of ['products', 'stock-levels', 'prices'])
        expect(await client.runToEnd(flowOf(integration, key).id)).toMatchObject({ state: 'completed' });
      await client.configure(flowOf(integration, 'orders'), { documentType, ...settings });
      await client.configure(flowOf(integration, 'payments'), { paymentJournals: { '*': bankJournal } });
      for (const flowId of Object.values(ids)) {
        const { version } = await client.call('getFlow', { flowId });
        await client.call('updateFlow', { flowId, version, isEnabled: true, schedule: null });
      }
      return ids;
    }

    interface BookedDocument {
      reference: string;
      invoiceNumber: number;
      totalCents: number;
      books: Books;
    }

    async function bookedDocuments(): Promise<BookedDocument[]> {
      const table = tables[documentType];
      type Row = Record<string, unknown>;
      const list = (entity: string) => system.exact.get<Row[]>(`/entities/${entity}`);
      const [documents, lines] = await Promise.all([list(table.documents), list(table.lines)]);
      return (
        documents
          // A draft that a killed run left behind is not in the books.
          .filter(({ YourRef, Status }) => YourRef && (settings['invoiceState'] !== 'final' || Status === 50))
          .map(({ YourRef, AmountFC, InvoiceNumber, EntryNumber, [table.key]: key }) => ({
            reference: String(YourRef),
            invoiceNumber: Number(InvoiceNumber ?? EntryNumber),
            totalCents: Math.round(Number(AmountFC) * 100),
            books: booksOf(
              table,
              lines.filter((line) => line[table.key] === key),
            ),
          }))
      );
    }

    /** Each payment and each refund that was paid out stands once in its journal, and settles what was not changed since. */
    async function expectPayments(
      balances: readonly OrderBalance[],
      documents: readonly BookedDocument[],
    ): Promise<void> {
      const { exact } = system;
      const lines = await exact.get<BankLine[]>('/entities/financialtransaction/BankEntryLines');
      const booked = lines.map(({ Description, AmountFC }) => `${Description}: ${Math.round(AmountFC * 100)}`).sort();
      const paid = balances.flatMap(({ payments }) => [...payments].map(([number, cents]) => `${number}: ${cents}`));
      // Sales orders have no open item.
      expect(booked).toEqual(documentType === 'sales_order' ? [] : paid.sort());
      if (documentType === 'sales_order') return;
      const open = await exact.get<OpenItem[]>('/entities/read~financial/ReceivablesList');
      const asPlaced = balances.filter(({ isPaidAsPlaced }) => isPaidAsPlaced);
      expect(asPlaced.length).toBeGreaterThan(1);
      const settled = asPlaced.flatMap(({ number, credits }) => {
        const invoices = documents.filter(({ reference }) => [number, ...credits].includes(reference));
        return invoices.map(({ invoiceNumber }) => invoiceNumber);
      });
      expect(open.filter(({ InvoiceNumber }) => settled.includes(InvoiceNumber))).toEqual([]);
    }

    function expectBooks(
      { number, totalCents, byRate, events, ...balance }: OrderBalance,
      documents: BookedDocument[],
    ): void {
      const booked: Record<string, { gross: number; vat: number }> = {};
      for (const percent of byRate.keys()) booked[percent] = { gross: 0, vat: 0 };
      for (const [percent, { net, vat }] of documents.flatMap(({ books }) => Object.entries(books))) {
        const book = (booked[percent] ??= { gross: 0, vat: 0 });
        book.gross += net + vat;
        book.vat += vat;
      }
      const expected = Object.entries(booked).map(([percent, { gross, vat }]) => {
        const due = byRate.get(Number(percent)) ?? 0;
        const dueVat = (gross * Number(percent)) / (100 + Number(percent));
        return [
          percent,
          {
            gross: isNear(gross, due, balance.toleranceCents) ? gross : due,
            // Each line was rounded.
            vat: isNear(vat, dueVat, 1 + documents.length) ? vat : dueVat,
          },
        ];
      });
      const total = documents.reduce((sum, document) => sum + document.totalCents, 0);
      const life = [number, ...events].join('; ');
      expect({ [life]: { total, booked } }).toEqual({
        [life]: { total: totalCents, booked: Object.fromEntries(expected) },
      });
    }
  });
}

function isNear(one: number, other: number, toleranceCents: number): boolean {
  return Math.abs(one - other) <= toleranceCents + 1e-6;
}

/** The reference of the document that a credit takes back, because its order changed when it could not be changed any more. */
function reversed(reference: string): string | undefined {
  return /^(.*)-C\d*$/.exec(reference)?.[1];
}

/** References of documents that were not taken back, each as often as it stands. */
function standing(references: readonly string[]): string[] {
  const left = references.filter((reference) => reversed(reference) === undefined).sort();
  for (const taken of references.flatMap((reference) => reversed(reference) ?? [])) {
    const index = left.indexOf(taken);
    left.splice(index < 0 ? left.length : index, 1, ...(index < 0 ? [`${taken}-C`] : []));
  }
  return left;
}
