import { startFaultProxy, type FaultProxy } from '@koppel/connector-host/conformance';
import { exactOnline } from '@koppel/connector-exact-online';
import { woocommerce } from '@koppel/connector-woocommerce';
import type { FlowSettings, JsonValue, RunCounts } from '@koppel/contracts';
import { startWooCommerceSimulator, type WooCommerceSimulator } from '@koppel/simulator-woocommerce';
import { deliverPage, noCounts, planFlow, readPages, type FlowPlan, type PageResult } from '@koppel/sync-engine';
import { startSandbox, type Sandbox } from '../../../exact-online/test/sandbox.js';
import { MemoryLedger } from '../memory-ledger.js';
import { contextOf } from '../slow-shop.js';

export type Kind = 'product' | 'price' | 'stock_level';

export interface RunResult {
  counts: RunCounts;
  /** Natural key and code of each issue. */
  issues: [string, string][];
  /** Codes of what attempts say beside their outcome. */
  notes: string[];
  /** Codes of why records were left out. */
  filtered: string[];
}

const today = Date.UTC(2026, 10, 26, 12);
/** No test waits for it: it must not depend on how busy the machine is. */
const timeoutMs = 60_000;

/**
 * Items, prices and stock from Exact Online to a WooCommerce shop, page by page as runs deliver them. Before each of both stands a proxy
 * that can behave badly.
 */
export class Route {
  /** The clock of Koppel; that of Exact Online stands still. */
  nowMs = today;
  /** A person asked for what the next runs deliver. */
  isAsked = false;
  private cursors = new Map<Kind, JsonValue>();
  private ledgers = Route.emptyLedgers();

  private constructor(
    private readonly sandbox: Sandbox,
    private readonly simulator: WooCommerceSimulator,
    readonly beforeExact: FaultProxy,
    readonly beforeShop: FaultProxy,
  ) {}

  static async start(): Promise<Route> {
    const sandbox = await startSandbox({ seedItems: 0, now: () => today });
    const simulator = await startWooCommerceSimulator();
    const [beforeExact, beforeShop] = await Promise.all([
      startFaultProxy(sandbox.simulator.url.replace('localhost', '127.0.0.1')),
      startFaultProxy(simulator.url),
    ]);
    return new Route(sandbox, simulator, beforeExact, beforeShop);
  }

  private static emptyLedgers(): Record<Kind, MemoryLedger> {
    const product = new MemoryLedger();
    return { product, price: new MemoryLedger(product), stock_level: new MemoryLedger(product) };
  }

  async stop(): Promise<void> {
    await Promise.all([this.beforeExact.stop(), this.beforeShop.stop(), this.simulator.close()]);
    await this.sandbox.stop();
  }

  /** An empty administration, an empty shop, and nothing known of either. */
  reset(): void {
    this.exact.clearFaults();
    for (const { ID } of this.exact.list('logistics/Items')) this.exact.delete('logistics/Items', String(ID));
    this.shop.reset();
    this.beforeExact.setFault(undefined);
    this.beforeShop.setFault(undefined);
    this.nowMs = today;
    this.isAsked = false;
    this.cursors.clear();
    this.forgetLinks();
  }

  /** As another integration with the same shop. */
  forgetLinks(): void {
    this.ledgers = Route.emptyLedgers();
    this.cursors.clear();
  }

  /** The next run reads from the start. */
  rewind(): void {
    this.cursors.clear();
  }

  get exact() {
    return this.sandbox.simulator.control;
  }

  get shop() {
    return this.simulator.control;
  }

  product(sku: string) {
    return this.shop.list('products').find((product) => product.sku === sku);
  }

  /** @returns the key of an item of the web shop */
  addItem(code: string, changes: Record<string, unknown> = {}): string {
    const item = {
      ...{ Code: code, Description: `Article ${code}`, IsWebshopItem: 1, IsSalesItem: true, IsStockItem: true },
      ...{ Unit: 'pc', SalesVatCode: '2', StartDate: Date.UTC(2020, 0, 1) },
    };
    return String(this.exact.insert('logistics/Items', { ...item, ...changes })['ID']);
  }

  changeItem(key: string, changes: Record<string, unknown>): void {
    this.exact.patch('logistics/Items', key, changes);
  }

  /** Stock of an item in the main warehouse. */
  setStock(code: string, CurrentStock: number | null, others: Record<string, unknown> = {}): void {
    const item = this.exact.list('logistics/Items', { where: { Code: code } })[0]?.['ID'] ?? null;
    const position = this.exact.list('inventory/ItemWarehouses', { where: { Item: item, WarehouseCode: '1' } })[0];
    this.exact.patch('inventory/ItemWarehouses', String(position?.['ID']), { CurrentStock, ...others });
  }

  /** The item has no stock position at all. */
  removePositions(code: string): void {
    const item = this.exact.list('logistics/Items', { where: { Code: code } })[0]?.['ID'] ?? null;
    for (const { ID } of this.exact.list('inventory/ItemWarehouses', { where: { Item: item } }))
      this.exact.delete('inventory/ItemWarehouses', String(ID));
  }

  /** A line of an item in the sales price list, for one piece of the usual unit where nothing else is said. */
  addPrice(item: string, line: Record<string, unknown>): void {
    const usual = { Quantity: 1, Unit: 'pc', DefaultItemUnit: 'pc' };
    this.exact.insert('logistics/SalesItemPrices', { Item: item, ...usual, ...line });
  }

  async plan(entity: Kind, settings: FlowSettings = {}): Promise<FlowPlan> {
    const exactContext = await this.sandbox.context({
      origin: this.beforeExact.origin,
      now: () => new Date(this.nowMs),
      timeoutMs,
    });
    return planFlow({
      ...{ entity, settings, enabledAt: '2000-01-01T00:00:00Z' },
      source: { connector: exactOnline, context: exactContext, concurrency: () => 1 },
      target: {
        connector: woocommerce,
        context: contextOf(this.beforeShop.origin, timeoutMs),
        concurrency: () => 4,
      },
    });
  }

  /**
   * Reads on from where the flow stands and delivers it; what was delivered stays known, also where a later page fails.
   *
   * @throws ApplicationFailure as a run that pauses or fails
   */
  async run(entity: Kind, settings: FlowSettings = {}, pageSize = 500): Promise<RunResult> {
    const plan = await this.plan(entity, settings);
    const ledger = this.ledgers[entity];
    const results: PageResult[] = [];
    ledger.startRun();
    for await (const page of readPages(plan, { cursor: this.cursors.get(entity), pageSize, readsAhead: false })) {
      const result = await deliverPage(plan, ledger, {
        records: page.records,
        isIsolating: false,
        isAsked: this.isAsked,
      });
      ledger.commit(result);
      this.cursors.set(entity, JSON.parse(JSON.stringify(page.cursor)) as JsonValue);
      results.push(result);
    }
    return sumUp(results);
  }

  /** Products, then their stock and prices. */
  async runAll(settings: FlowSettings = {}): Promise<Record<Kind, RunResult>> {
    const product = await this.run('product', settings);
    const stock = await this.run('stock_level', settings);
    return { product, stock_level: stock, price: await this.run('price', settings) };
  }
}

function sumUp(results: readonly PageResult[]): RunResult {
  const counts = noCounts();
  for (const result of results)
    for (const name of Object.keys(counts) as (keyof RunCounts)[]) counts[name] += result.counts[name];
  const attempts = results.flatMap((result) => result.attempts);
  return {
    counts,
    issues: results.flatMap(({ issues }) =>
      issues.map((each): [string, string] => [each.naturalKey, each.failure.reason.code]),
    ),
    notes: attempts.flatMap(({ reason, notes = [] }) =>
      [...(reason ? [reason] : []), ...notes].map(({ code }) => code),
    ),
    filtered: results.flatMap(({ filterReasons }) => filterReasons.map(({ reason }) => reason.code)),
  };
}
