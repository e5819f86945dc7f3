import { createHash } from 'node:crypto';
import { Child } from './child.ts';

export type SimulatorOrder =
  { kind: 'woocommerce' } | { kind: 'exact-online'; port: number; redirectUri: string; records: number };

/** Requests that both simulators have answered so far. */
export interface Calls {
  exact: number;
  shop: number;
  shopWrites: number;
}

/** What a shop holds: how many products, and one hash over what visitors see of them. */
export interface ShopContent {
  products: number;
  hash: string;
}

async function readJson<T>(url: string, init?: RequestInit): Promise<T> {
  const response = await fetch(url, init);
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}

const comparedFields = [
  'sku', 'name', 'description', 'status', 'type', 'manage_stock', 'weight', 'tax_class', 'global_unique_id',
] as const; // prettier-ignore
type ShopProduct = Record<(typeof comparedFields)[number], unknown>;

/** A fresh administration with the benchmark's items and a fresh, empty shop. */
export class Simulators {
  private readonly children: readonly Child[];
  readonly exactUrl: string;
  readonly shopUrl: string;

  private constructor(children: readonly Child[], exactUrl: string, shopUrl: string) {
    this.children = children;
    this.exactUrl = exactUrl;
    this.shopUrl = shopUrl;
  }

  static async start(order: { exactPort: number; redirectUri: string; records: number }): Promise<Simulators> {
    const [exact, shop] = [new Child('simulator'), new Child('simulator')];
    const { exactPort: port, redirectUri, records } = order;
    const [exactStarted, shopStarted] = await Promise.all([
      exact.ask<{ url: string }>({ kind: 'exact-online', port, redirectUri, records }),
      shop.ask<{ url: string }>({ kind: 'woocommerce' }),
    ]);
    const simulators = new Simulators([exact, shop], exactStarted.url, shopStarted.url);
    await readJson(`${simulators.exactUrl}/_simulator/consent`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ consent: 'allow' }),
    });
    return simulators;
  }

  async calls(): Promise<Calls> {
    const [exact, shop] = await Promise.all([
      readJson<{ requests: Record<string, number> }>(`${this.exactUrl}/_simulator/counters`),
      readJson<{ requests: number; writes: number }>(`${this.shopUrl}/_simulator/counters`),
    ]);
    const ofApi = Object.entries(exact.requests).flatMap(([path, times]) => (path.includes('/api/v1/') ? times : []));
    return { exact: ofApi.reduce((sum, times) => sum + times, 0), shop: shop.requests, shopWrites: shop.writes };
  }

  async content(): Promise<ShopContent> {
    const products = await readJson<ShopProduct[]>(`${this.shopUrl}/_simulator/records/products`);
    const lines = products.map((product) => JSON.stringify(comparedFields.map((field) => product[field])));
    return { products: products.length, hash: createHash('sha256').update(lines.sort().join('\n')).digest('hex') };
  }

  async stop(): Promise<void> {
    await Promise.all(this.children.map((child) => child.stop()));
  }
}
