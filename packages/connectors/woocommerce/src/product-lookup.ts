import { ConnectorFailure, type ConnectorContext, type TargetMatch } from '@koppel/connector-sdk';
import { getList, type Query, type WooRecord } from './client.js';

/** A product, or a variation of one. */
export interface ProductTarget {
  id: number;
  /** 0 for a product. */
  parentId: number;
}

/** Addresses stay below 8 kB, which every web server takes. */
const skusPerCall = 50;

/** `12` for a product, `12/34` for variation 34 of product 12. */
export function targetKeyOf({ id, parentId }: ProductTarget): string {
  return parentId === 0 ? String(id) : `${parentId}/${id}`;
}

export function parseTargetKey(key: string): ProductTarget {
  const match = /^(?:(\d+)\/)?(\d+)$/.exec(key);
  if (match) return { id: Number(match[2]), parentId: Number(match[1] ?? 0) };
  throw new ConnectorFailure(
    'defect',
    `"${key}" is no key of a WooCommerce product. Report this to the makers of Koppel.`,
  );
}

/** Products and variations by SKU, exactly as written: WooCommerce itself finds `85123a` when asked for `85123A`. */
export async function findProducts(
  context: ConnectorContext,
  skus: readonly string[],
): Promise<Map<string, TargetMatch>> {
  const wanted = new Set(skus);
  const matches = new Map<string, TargetMatch>();
  for (const record of await productsBySku(context, skus, { _fields: 'id,sku,parent_id,type' })) {
    const { id, sku, parent_id: parentId } = record;
    if (typeof id !== 'number' || typeof sku !== 'string' || !wanted.has(sku) || matches.has(sku)) continue;
    const target = { id, parentId: typeof parentId === 'number' ? parentId : 0 };
    matches.set(sku, { targetKey: targetKeyOf(target) });
  }
  return matches;
}

/** All that the shop finds for these SKUs, whatever their case, the oldest first. */
export async function productsBySku(
  context: ConnectorContext,
  skus: readonly string[],
  query: Query,
): Promise<WooRecord[]> {
  // A comma separates SKUs in the question, so a SKU that has one is asked for alone.
  const plain = skus.filter((sku) => !sku.includes(','));
  const groups = skus.filter((sku) => sku.includes(',')).map((sku) => [sku]);
  for (let start = 0; start < plain.length; start += skusPerCall) groups.push(plain.slice(start, start + skusPerCall));
  const found = await Promise.all(
    groups.map((group) =>
      getList(context, 'products', { sku: group.join(','), per_page: 100, orderby: 'id', order: 'asc', ...query }),
    ),
  );
  return found.flat();
}
