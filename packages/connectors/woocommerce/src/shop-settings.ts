import { once, type ConnectorContext } from '@koppel/connector-sdk';
import { getList, unexpected, type WooRecord } from './client.js';

type Group = 'general' | 'tax';

/**
 * Options of WooCommerce > Settings by their names without `woocommerce_`. A group is asked for once per run, in one call.
 *
 * @throws ConnectorFailure when the group lacks one of them
 */
export async function getShopSettings<Name extends string>(
  context: ConnectorContext,
  group: Group,
  names: readonly Name[],
): Promise<Record<Name, string>> {
  const options = await once(context, `settings:${group}`, () =>
    getList(context, `settings/${group}`, { _fields: 'id,value' }),
  );
  const valueOf = (name: Name): string => {
    const value = options.find(({ id }: WooRecord) => id === `woocommerce_${name}`)?.['value'];
    if (typeof value !== 'string') throw unexpected();
    return value;
  };
  return Object.fromEntries(names.map((name) => [name, valueOf(name)])) as Record<Name, string>;
}
