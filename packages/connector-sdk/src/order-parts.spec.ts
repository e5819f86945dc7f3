import { z } from 'zod';
import type { ConnectorContext } from './context.js';
import { orderPartReader, partKeyOf, type OrderSelection } from './order-parts.js';
import { ordersFromSettings } from './orders-from.js';
import { paymentsByAge, paymentsFromSettings } from './taken-from.js';

const context = {} as ConnectorContext;
const settings = z.object({ ...ordersFromSettings, ...paymentsFromSettings }).parse({});

interface Order {
  id: string;
  parts: string[];
}
const orders: Order[] = [
  { id: 'urn:1', parts: ['P1', 'R2'] },
  { id: 'urn:2', parts: ['P3'] },
];

function aReader() {
  const asked: string[][] = [];
  const selections: OrderSelection[] = [];
  const found = (keys: readonly string[]) => {
    asked.push([...keys]);
    return orders.filter(({ id }) => keys.includes(id));
  };
  const reader = orderPartReader<
    'payment',
    Order,
    Order,
    z.infer<z.ZodObject<typeof paymentsFromSettings>>,
    typeof settings
  >({
    entity: 'payment',
    settings: z.object(paymentsFromSettings),
    takenByAge: paymentsByAge,
    async *readPages(_context, selection) {
      selections.push(selection);
      yield { orders: await Promise.resolve(orders), cursor: 'next' };
    },
    readOrders: (_context, keys) => Promise.resolve(found(keys)),
    partsOf: (_context, order) =>
      order.parts.map((part) => ({ key: partKeyOf(order.id, part), naturalKey: part, native: order })),
    orderKeyOf: ({ id }) => id,
    existing: (_context, keys) =>
      Promise.resolve(found(keys).flatMap(({ id, parts }) => parts.map((part) => partKeyOf(id, part)))),
    toCanonical: () => ({ filtered: { code: 'test', params: {} } }),
  });
  return { reader, asked, selections };
}

it('reads the parts of the orders of a page, placed and changed since the settings take them', async () => {
  const { reader, selections } = aReader();
  const enabledAt = '2026-11-27T10:00:00.000Z';
  const origin = { enabledAt: '2026-11-20T10:00:00.000Z' };
  const keys: string[] = [];
  for await (const page of reader.read(context, { cursor: undefined, settings, pageSize: 10, enabledAt, origin }))
    keys.push(...page.records.map(({ key }) => key));
  expect(keys).toEqual(['urn:1:P1', 'urn:1:R2', 'urn:2:P3']);
  expect(selections).toEqual([
    {
      ...{ cursor: undefined, pageSize: 10 },
      placedSince: new Date('2026-11-19T10:00:00.000Z'),
      changedFrom: new Date('2026-11-26T10:00:00.000Z'),
    },
  ]);
});

it('reads single parts with their orders, each once, and nothing for what is no key of a part', async () => {
  const { reader, asked } = aReader();
  const keys = ['urn:1:R2', 'urn:1:P9', 'urn:3:P1', 'no-such-key', ':P1'];
  const found = (await reader.readByKeys?.(context, { keys, settings })) ?? [];
  expect(found.map(({ key }) => key)).toEqual(['urn:1:R2']);
  expect(await reader.existing?.(context, { keys, settings })).toEqual(new Set(['urn:1:R2']));
  expect(asked).toEqual([
    ['urn:1', 'urn:3'],
    ['urn:1', 'urn:3'],
  ]);
});

it('names the order of a part that is left out, and inherits its settings', () => {
  const { reader } = aReader();
  expect(reader.identify?.({ id: 'urn:1', parts: [] }, settings)).toEqual({ orderKey: 'urn:1' });
  expect(reader.inherits).toBe('order');
});
