import { Pool } from 'undici';
import { Exact, type ExactItem } from './exact.ts';
import { Ledger, type Intent } from './ledger.ts';
import { hashOf, productOf } from './product.ts';
import { Shop, type ProductWrite } from './shop.ts';

export interface BareOrder {
  exactUrl: string;
  shopUrl: string;
  databaseUrl: string;
  token: string;
}

export interface BareCounts {
  read: number;
  created: number;
  updated: number;
  unchanged: number;
}

export interface BareSync {
  /** Syncs every item from the beginning. */
  run(): Promise<BareCounts>;
}

/** The same as Koppel's: records of a transaction, calls at once to the shop. */
const pageSize = 500;
const callsAtOnce = 4;

type Planned = Intent & { write: ProductWrite };

/**
 * The same sync written by hand, as fast as is reasonable: undici and pg, no framework, no budget, no events, no tenancy.
 * It keeps what is needed to do the work exactly once: links, hashes, intents, a cursor, one transaction per page.
 */
export async function openSync({ exactUrl, shopUrl, databaseUrl, token }: BareOrder): Promise<BareSync> {
  const exact = new Exact(new Pool(exactUrl, { connections: 1 }), token);
  const shop = new Shop(new Pool(shopUrl, { connections: callsAtOnce, pipelining: 1 }));
  const ledger = await Ledger.open(databaseUrl);

  /** What is to be written of a page; records whose hash stands in their link are left out. */
  async function plan(items: readonly ExactItem[], rates: ReadonlyMap<string, number>): Promise<Planned[]> {
    const nowMs = Date.now();
    const products = items.flatMap((item) => {
      const product = productOf(item, rates, nowMs);
      return product ? [{ sourceKey: item.ID, product, hash: hashOf(product) }] : [];
    });
    const links = await ledger.links(products.map(({ sourceKey }) => sourceKey));
    const changed = products.filter(({ sourceKey, hash }) => {
      const link = links.get(sourceKey);
      return !link || link.state === 'writing' || link.hash !== hash;
    });
    const unknown = changed.filter(({ sourceKey }) => !links.get(sourceKey)?.target_key);
    const found = await shop.find(unknown.map(({ product }) => product.sku));
    return changed.map(({ sourceKey, product, hash }) => {
      const id = links.get(sourceKey)?.target_key ?? found.get(product.sku);
      return { sourceKey, naturalKey: product.sku, hash, write: { id, product } };
    });
  }

  async function runPage(
    runId: string,
    items: readonly ExactItem[],
    context: { rates: ReadonlyMap<string, number>; cursor: string },
  ) {
    const planned = await plan(items, context.rates);
    if (planned.length > 0) await ledger.storeIntents(planned);
    const keys = planned.length > 0 ? await shop.write(planned.map(({ write }) => write)) : [];
    const written = planned.map((each, index) => ({ ...each, targetKey: keys[index] ?? '' }));
    const created = planned.filter(({ write }) => write.id === undefined).length;
    const counts = {
      read: items.length,
      created,
      updated: planned.length - created,
      unchanged: items.length - planned.length,
    };
    await ledger.commit(runId, { written, counts, cursor: context.cursor });
    return counts;
  }

  return {
    async run() {
      const total: BareCounts = { read: 0, created: 0, updated: 0, unchanged: 0 };
      const runId = await ledger.begin();
      const rates = await exact.vatRates();
      for await (const { items, timestamp } of exact.items()) {
        for (let start = 0; start < items.length; start += pageSize) {
          const counts = await runPage(runId, items.slice(start, start + pageSize), { rates, cursor: timestamp });
          for (const name of Object.keys(total) as (keyof BareCounts)[]) total[name] += counts[name];
        }
      }
      return total;
    },
  };
}
