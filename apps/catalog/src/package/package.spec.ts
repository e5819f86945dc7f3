import { connectors, findConnector } from '@koppel/connectors';
import type { Connector } from '@koppel/connector-sdk';
import { packagesFor } from './package.js';

function connectorOf(id: string): Connector {
  const connector = findConnector(id);
  if (!connector) throw new Error(`no connector ${id}`);
  return connector;
}

const pairs = connectors.flatMap((one) => connectors.map((other) => [one, other] as const));
const useful = pairs.filter(([one, other]) => one.roles.includes('books') && other.roles.includes('shop'));

describe('packagesFor', () => {
  it.each(useful.map((pair) => [`${pair[0].id} and ${pair[1].id}`, pair] as const))(
    'offers products, stock, prices and orders for %s',
    (_name, pair) => {
      const packages = packagesFor(pair);
      expect(packages.map(({ id, flows }) => [id, flows.map(({ key }) => key)])).toEqual([
        ['products-and-stock', ['products', 'stock-levels', 'prices']],
        ['orders-and-customers', pair[1].readers.credit ? ['orders', 'credits'] : ['orders']],
        ...(pair[0].writers.payment && pair[1].readers.payment ? [['payments', ['payments']]] : []),
      ]);
    },
  );

  it('gives the same whichever application was chosen first', () => {
    const [one, other] = [connectorOf('exact-online'), connectorOf('woocommerce')];
    expect(packagesFor([one, other])).toEqual(packagesFor([other, one]));
    expect(packagesFor([one, other])[0]?.flows[0]).toMatchObject({
      sourceApplicationId: 'exact-online',
      targetApplicationId: 'woocommerce',
    });
  });

  it('tells of every setting whose it is, and of a table whose its keys are', () => {
    const packages = packagesFor([connectorOf('exact-online'), connectorOf('woocommerce')]);
    const propertiesOf = (key: string) =>
      packages.flatMap(({ flows }) => flows).find((flow) => flow.key === key)?.settingsSchema['properties'];
    expect(propertiesOf('orders')).toMatchObject({
      orderStatuses: { 'x-side': 'source', 'x-choices': 'order_statuses' },
      matchCustomersBy: { 'x-side': 'target' },
      referencePrefix: { 'x-distinct': 'W{n}-' },
      paymentConditions: {
        'x-side': 'target',
        'x-choices': 'payment_conditions',
        'x-key-choices': 'payment_methods',
      },
    });
    expect(propertiesOf('products')).toMatchObject({ itemSelection: { 'x-side': 'source' } });
    expect(propertiesOf('products')).not.toHaveProperty(['writeMode', 'x-side']);
  });

  it('goes the way that both can, and by their roles where both ways are possible', () => {
    const [books, shop] = [connectorOf('exact-online'), connectorOf('woocommerce')];
    const both = {
      readers: { ...books.readers, ...shop.readers },
      writers: { ...books.writers, ...shop.writers },
    };
    const store: Connector = { ...shop, ...both, id: 'a-store', roles: ['shop'] };
    const ledger: Connector = { ...books, ...both, id: 'z-ledger', roles: ['books'] };
    const waysOf = (pair: readonly [Connector, Connector]) =>
      packagesFor(pair)
        .flatMap(({ flows }) => flows)
        .map(({ key, sourceApplicationId }) => [key, sourceApplicationId]);
    const ways = [
      ['products', 'z-ledger'],
      ['stock-levels', 'z-ledger'],
      ['prices', 'z-ledger'],
      ['orders', 'a-store'],
      ['credits', 'a-store'],
      ['payments', 'a-store'],
    ];
    expect(waysOf([store, ledger])).toEqual(ways);
    expect(waysOf([ledger, store])).toEqual(ways);
  });

  it('offers nothing for two webshops', () => {
    expect(packagesFor([connectorOf('vendure'), connectorOf('woocommerce')])).toEqual([]);
  });

  it.each(useful.map((pair) => [`${pair[0].id} and ${pair[1].id}`, pair] as const))(
    'explains every setting of %s and gives it a default',
    (_name, pair) => {
      for (const flow of packagesFor(pair).flatMap(({ flows }) => flows)) {
        const properties = flow.settingsSchema['properties'] as Record<
          string,
          { title?: string; description?: string }
        >;
        for (const [name, { title, description }] of Object.entries(properties)) {
          expect({ flow: flow.key, name, title: Boolean(title), description: (description ?? '').length > 20 }).toEqual(
            {
              flow: flow.key,
              name,
              title: true,
              description: true,
            },
          );
          expect(Object.keys(flow.defaultSettings)).toContain(name);
        }
      }
    },
  );
});
