import type { ConnectorContext, TargetPayload, TargetRecord } from '@koppel/connector-sdk';
import { getList, type WooRecord } from './client.js';
import { parseTargetKey, productsBySku, targetKeyOf } from './product-lookup.js';

const maxPerCall = 100;

/**
 * What products have now, by natural key. Looked up by SKU, which finds products and variations in one call; those whose
 * SKU was changed in the shop are asked for by id.
 *
 * @param options.fields of a product beside id, parent and SKU, as the API names them.
 */
export async function currentProducts<F extends TargetPayload>(
  context: ConnectorContext,
  matches: readonly TargetRecord<F>[],
  options: { fields: string; payloadOf(product: WooRecord, match: TargetRecord<F>): TargetPayload },
): Promise<Map<string, TargetPayload>> {
  const fields = `id,sku,parent_id,${options.fields}`;
  const found = new Map<string, WooRecord>();
  const keep = (records: readonly WooRecord[]): void => {
    for (const record of records) found.set(keyOf(record), record);
  };
  const skus = matches.map(({ naturalKey }) => naturalKey);
  keep(await productsBySku(context, skus, { _fields: fields, context: 'edit' }));
  const renamed = matches.filter(({ targetKey }) => !found.has(targetKey)).map(({ targetKey }) => targetKey);
  keep(await productsById(context, renamed, fields));
  return new Map(
    matches.flatMap((match): [string, TargetPayload][] => {
      const product = found.get(match.targetKey);
      return product ? [[match.naturalKey, { sku: product['sku'] ?? null, ...options.payloadOf(product, match) }]] : [];
    }),
  );
}

function keyOf({ id, parent_id: parentId }: WooRecord): string {
  return targetKeyOf({ id: Number(id), parentId: typeof parentId === 'number' ? parentId : 0 });
}

async function productsById(
  context: ConnectorContext,
  targetKeys: readonly string[],
  fields: string,
): Promise<WooRecord[]> {
  const idsByPath = new Map<string, number[]>();
  for (const { id, parentId } of targetKeys.map(parseTargetKey)) {
    const path = parentId === 0 ? 'products' : `products/${parentId}/variations`;
    idsByPath.set(path, [...(idsByPath.get(path) ?? []), id]);
  }
  const records: WooRecord[] = [];
  for (const [path, ids] of idsByPath) {
    for (let start = 0; start < ids.length; start += maxPerCall) {
      const include = ids.slice(start, start + maxPerCall).join(',');
      records.push(
        ...(await getList(context, path, { include, per_page: maxPerCall, _fields: fields, context: 'edit' })),
      );
    }
  }
  return records;
}
