import type { ConnectorContext, TargetPayload, TargetRecord } from '@koppel/connector-sdk';
import { admin } from './graphql.js';

/** As many as one query gives; Vendure refuses more than its adminListQueryLimit. */
const maxPerQuery = 100;

/**
 * What articles have now, by natural key, a hundred a call.
 *
 * @param options.fields of a variant, in GraphQL, beside its id.
 */
export async function currentVariants<Variant extends { id: string }, F extends TargetPayload>(
  context: ConnectorContext,
  matches: readonly TargetRecord<F>[],
  options: { fields: string; payloadOf(variant: Variant, match: TargetRecord<F>): TargetPayload },
): Promise<Map<string, TargetPayload>> {
  const query = `query ($ids: [String!]!, $take: Int!) {
    productVariants(options: { filter: { id: { in: $ids } }, take: $take }) { items { id ${options.fields} } }
  }`;
  const current = new Map<string, TargetPayload>();
  for (let start = 0; start < matches.length; start += maxPerQuery) {
    const asked = matches.slice(start, start + maxPerQuery);
    const variables = { ids: asked.map(({ targetKey }) => targetKey), take: maxPerQuery };
    type Data = { productVariants: { items: Variant[] } };
    const { productVariants } = await admin<Data>(context, { query, variables, isRepeatable: true });
    const variants = new Map(productVariants.items.map((variant) => [variant.id, variant]));
    for (const match of asked) {
      const variant = variants.get(match.targetKey);
      if (variant) current.set(match.naturalKey, options.payloadOf(variant, match));
    }
  }
  return current;
}
