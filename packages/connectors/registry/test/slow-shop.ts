import { createConnectorContext, localAccess, localRateBudget } from '@koppel/connector-host';
import { woocommerce } from '@koppel/connector-woocommerce';
import type { EntityKind } from '@koppel/contracts';
import { startWooCommerceSimulator, type WooCommerceSimulator } from '@koppel/simulator-woocommerce';
import { ApplicationFailure, deliverPage, Pace, planFlow, type Endpoint, type PaceState } from '@koppel/sync-engine';
import { MemoryLedger } from './memory-ledger.js';

export interface SlowShop {
  /** Milliseconds that the shop takes to save one product. */
  saveMs: number;
  /** Calls that it works on together. */
  workers: number;
  /** A call is given up after so long. */
  limitMs: number;
}

export interface FlowFigures {
  entity: EntityKind;
  seconds: number;
  delivered: number;
  pauses: number;
  writes: number;
  reads: number;
  givenUp: number;
  /** The most times that one record was sent. */
  maxSends: number;
}

const pageSize = 500;
const maxPauses = 20;
const entities = ['product', 'stock_level', 'price'] as const;

const sku = (index: number): string => `SKU-${String(index).padStart(5, '0')}`;

/** A record of each kind, under the same code. */
const canonicals: Record<(typeof entities)[number], (index: number) => object> = {
  product: (index) => ({ sku: sku(index), name: `Article ${index}`, isStocked: true, vatRatePercent: '21' }),
  stock_level: (index) => ({ sku: sku(index), quantity: index % 90 }),
  price: (index) => ({ sku: sku(index), amountExclVat: `${index + 1}.00`, vatRatePercent: '21', currency: 'EUR' }),
};

/**
 * Delivers products, then their stock, then their prices to a shop that saves slowly. What the account bears is remembered from flow to
 * flow, as a flow-runner does it; where a page pauses it is delivered again.
 */
export async function deliverToShop(count: number, { saveMs, workers, limitMs }: SlowShop): Promise<FlowFigures[]> {
  const shop = await startWooCommerceSimulator();
  try {
    shop.control.setSaving({ saveMs, workers });
    const figures: FlowFigures[] = [];
    let known: PaceState | undefined;
    for (const entity of entities) {
      const pace = new Pace({ timeoutMs: limitMs, known, onChange: (state) => (known = state) });
      figures.push(await deliverFlow(shop, { entity, count, limitMs, pace }));
    }
    return figures;
  } finally {
    await shop.close();
  }
}

async function deliverFlow(
  shop: WooCommerceSimulator,
  { entity, count, limitMs, pace }: { entity: (typeof entities)[number]; count: number; limitMs: number; pace: Pace },
): Promise<FlowFigures> {
  const target: Endpoint = {
    connector: woocommerce,
    context: contextOf(shop.url, limitMs),
    concurrency: () => 4,
    pace,
  };
  const plan = planFlow({
    entity,
    settings: {},
    source: sourceOf(target, entity),
    target,
    enabledAt: '2000-01-01T00:00:00Z',
  });
  const ledger = new MemoryLedger();
  shop.control.clearLedger();
  const beganAtMs = performance.now();
  let [delivered, pauses] = [0, 0];
  for (let start = 0; start < count; start += pageSize) {
    const records = Array.from({ length: Math.min(pageSize, count - start) }, (_, index) => ({
      key: sku(start + index),
      naturalKey: sku(start + index),
      native: canonicals[entity](start + index),
    }));
    for (;;) {
      try {
        const result = await deliverPage(plan, ledger, { records, isIsolating: false });
        ledger.commit(result);
        delivered += result.counts.read - result.counts.failed - result.counts.held;
        break;
      } catch (error: unknown) {
        pauses += 1;
        if (!(error instanceof ApplicationFailure) || !error.isPausing || pauses > maxPauses) throw error;
      }
    }
  }
  const seconds = (performance.now() - beganAtMs) / 1000;
  return { entity, seconds, delivered, pauses, ...callsOf(shop) };
}

function callsOf({ control }: WooCommerceSimulator): Pick<FlowFigures, 'writes' | 'reads' | 'givenUp' | 'maxSends'> {
  const { writes, reads } = control.counters();
  const journal = control.journal();
  const sends = new Map<unknown, number>();
  for (const { body } of journal) {
    const { create = [], update = [] } = body as { create?: { sku: string }[]; update?: { id: number }[] };
    for (const key of [...create.map((each) => each.sku), ...update.map((each) => each.id)])
      sends.set(key, (sends.get(key) ?? 0) + 1);
  }
  const givenUp = journal.filter(({ status }) => status === 499).length;
  return { writes, reads, givenUp, maxSends: Math.max(...sends.values()) };
}

/** A source that gives records as they are. */
export function sourceOf(endpoint: Endpoint, entity: EntityKind): Endpoint {
  const reader = {
    entity,
    settings: woocommerce.writers.price?.settings,
    toCanonical: (canonical: object) => ({ canonical }),
  };
  return { ...endpoint, connector: { ...woocommerce, readers: { [entity]: reader } } } as unknown as Endpoint;
}

/** What a run works with, for a shop of the simulator. */
export function contextOf(shopUrl: string, timeoutMs: number) {
  const fields = { shopUrl, consumerKey: 'ck_sandbox' };
  const { signal } = new AbortController();
  const outbound = { allowPrivateAddresses: true, timeoutMs };
  const shared = { connector: woocommerce, fields, host: {}, outbound, signal };
  const access = localAccess({ ...shared, secrets: { consumerSecret: 'cs_sandbox' } });
  const budget = localRateBudget({ concurrency: 4 });
  return createConnectorContext({ ...shared, access, budget, log: { info() {}, warn() {} } });
}
