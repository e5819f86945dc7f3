import { z } from 'zod';
import type { ReadOptions } from './entity-reader.js';
import { leftOutByAge, ordersFromChoices, ordersFromSettings, placedFrom } from './orders-from.js';

const flow = { enabledAt: '2026-11-27T09:30:15.700Z' };
const enabled = { ordersFrom: 'enabled', ordersFromDate: '' } as const;
const fromDate = { ordersFrom: 'date', ordersFromDate: '2026-11-01' } as const;
const all = { ordersFrom: 'all', ordersFromDate: '' } as const;

const codeOf = (
  at: string | undefined,
  settings: typeof enabled | typeof fromDate | typeof all,
  day = at?.slice(0, 10),
) => leftOutByAge({ at, day, field: 'placed' }, settings, flow)?.code;

it.each([
  ['a second before the flow was enabled', '2026-11-27T09:30:14Z', enabled, 'orders.before_enabled'],
  ['within the second in which it was', '2026-11-27T09:30:15Z', enabled, undefined],
  ['in another zone', '2026-11-27T10:30:14+01:00', enabled, 'orders.before_enabled'],
  ['at a time that nobody knows', undefined, enabled, undefined],
  ['on the last day before the date', '2026-10-31T23:59:59Z', fromDate, 'orders.before_date'],
  ['on the date', '2026-11-01T00:00:00Z', fromDate, undefined],
  ['long ago, where all are taken', '2010-12-01T08:26:00Z', all, undefined],
])('of an order placed %s', (_name, at, settings, code) => {
  expect(codeOf(at, settings)).toBe(code);
});

it("takes the day of the shop's own clock", () => {
  expect(codeOf('2026-10-31T23:30:00Z', fromDate, '2026-11-01')).toBeUndefined();
});

it('asks a day early, and without a limit only where all orders are taken', () => {
  expect(placedFrom(enabled, flow)).toEqual(new Date('2026-11-26T09:30:15.700Z'));
  expect(placedFrom(fromDate, flow)).toEqual(new Date('2026-10-31T00:00:00Z'));
  expect(placedFrom(all, flow)).toBeUndefined();
});

describe('the choice of all orders', () => {
  type Settings = z.infer<typeof settings>;
  const settings = z.object(ordersFromSettings);
  const choicesOf = (count: number | undefined) => {
    const asked: ReadOptions<Settings>[] = [];
    const reader = {
      entity: 'order' as const,
      settings,
      read: () => (async function* () {})(),
      count: (_context: unknown, options: ReadOptions<Settings>) => {
        asked.push(options);
        return Promise.resolve(count);
      },
      toCanonical: () => {
        throw new Error('nothing is read');
      },
    };
    return { asked, items: ordersFromChoices(reader)({} as never) };
  };

  it('says how many there are, from the beginning and of any age', async () => {
    const { asked, items } = choicesOf(1204);
    expect(await items).toEqual([{ value: 'all', label: 'All orders', count: 1204 }]);
    expect(asked).toMatchObject([{ cursor: undefined, settings: { ordersFrom: 'all' } }]);
  });

  it('says nothing where the application does not tell', async () => {
    expect(await choicesOf(undefined).items).toEqual([]);
  });
});
