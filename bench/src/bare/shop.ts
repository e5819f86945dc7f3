import type { Pool } from 'undici';
import type { ShopProduct } from './product.ts';

export interface ProductWrite {
  /** Undefined: create. */
  id: string | undefined;
  product: ShopProduct;
}

const authorization = `Basic ${Buffer.from('ck_sandbox:cs_sandbox').toString('base64')}`;
const perCall = 50;

function inGroups<T>(items: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(items.length / perCall) }, (_, index) =>
    items.slice(index * perCall, (index + 1) * perCall),
  );
}

/** The shop's API; the pool's number of connections is what limits calls at once. */
export class Shop {
  private readonly pool: Pool;

  constructor(pool: Pool) {
    this.pool = pool;
  }

  /** Ids by SKU. */
  async find(skus: readonly string[]): Promise<Map<string, string>> {
    const found = await Promise.all(
      inGroups(skus).map((group) => {
        const query = new URLSearchParams({ sku: group.join(','), per_page: '100', _fields: 'id,sku' });
        return this.call<{ id: number; sku: string }[]>('GET', `products?${query}`);
      }),
    );
    return new Map(found.flat().map(({ id, sku }) => [sku, String(id)]));
  }

  /** Ids in the order of the writes. */
  async write(writes: readonly ProductWrite[]): Promise<string[]> {
    const written = await Promise.all(inGroups(writes).map((group) => this.writeGroup(group)));
    return written.flat();
  }

  private async writeGroup(group: readonly ProductWrite[]): Promise<string[]> {
    const create = group.flatMap(({ id, product }) => (id === undefined ? [{ type: 'simple', ...product }] : []));
    const update = group.flatMap(({ id, product }) => (id === undefined ? [] : [{ ...product, id: Number(id) }]));
    type Entry = { id: number; error?: { message: string } };
    const answer = await this.call<{ create?: Entry[]; update?: Entry[] }>('POST', 'products/batch', {
      create,
      update,
    });
    const created = (answer.create ?? []).values();
    const updated = (answer.update ?? []).values();
    return group.map(({ id, product }) => {
      const entry = (id === undefined ? created : updated).next().value;
      if (!entry || entry.error)
        throw new Error(`the shop refused ${product.sku}: ${entry?.error?.message ?? 'no answer'}`);
      return String(entry.id);
    });
  }

  private async call<Answer>(method: 'GET' | 'POST', path: string, content?: object): Promise<Answer> {
    const headers = {
      authorization,
      // The shop takes the pair only over https: its proxy ends TLS and says so.
      'x-forwarded-proto': 'https',
      accept: 'application/json',
      ...(content ? { 'content-type': 'application/json' } : {}),
    };
    const { statusCode, body } = await this.pool.request({
      method,
      path: `/wp-json/wc/v3/${path}`,
      headers,
      body: content && JSON.stringify(content),
    });
    if (statusCode !== 200) throw new Error(`the shop answered ${statusCode}: ${await body.text()}`);
    return (await body.json()) as Answer;
  }
}
