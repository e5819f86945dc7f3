import { isMissed, transactionSearchOf } from './transaction-search.js';

const now = new Date('2026-11-27T12:00:00.000Z');
const placedSince = new Date('2026-01-01T00:00:00.000Z');
const of = (all: string, recent: string) => transactionSearchOf({ all, recent }, { now, placedSince });

describe('the search for payments and refunds', () => {
  it('goes through everything where there was none before', () => {
    expect(transactionSearchOf(undefined, { now, placedSince })).toStrictEqual({
      changedSince: undefined,
      placedSince,
      searched: { all: now.toISOString(), recent: now.toISOString() },
    });
  });

  it('goes through recent orders every hour, with time for clocks that differ', () => {
    expect(of('2026-11-27T00:00:00.000Z', '2026-11-27T11:30:00.000Z')).toBeUndefined();
    expect(of('2026-11-27T00:00:00.000Z', '2026-11-27T11:00:00.000Z')).toEqual({
      changedSince: '2026-11-27T10:50:00.000Z',
      placedSince: new Date('2026-09-28T12:00:00.000Z'),
      searched: { all: '2026-11-27T00:00:00.000Z', recent: now.toISOString() },
    });
  });

  it('goes through all orders every day', () => {
    expect(of('2026-11-26T12:00:00.000Z', '2026-11-27T11:59:00.000Z')).toMatchObject({
      changedSince: '2026-11-26T11:50:00.000Z',
      placedSince,
      searched: { all: now.toISOString() },
    });
  });

  it('goes through everything again once the clock was set back', () => {
    expect(of('2027-11-27T12:00:00.000Z', '2027-11-27T12:00:00.000Z')).toEqual({
      changedSince: undefined,
      placedSince,
      searched: { all: now.toISOString(), recent: now.toISOString() },
    });
    expect(of('2026-11-27T12:00:05.000Z', '2026-11-27T12:00:05.000Z')).toBeUndefined();
  });

  it('asks for no order that would not be taken', () => {
    const later = new Date('2026-11-20T00:00:00.000Z');
    const last = { all: '2026-11-27T00:00:00.000Z', recent: '2026-11-27T10:00:00.000Z' };
    expect(transactionSearchOf(last, { now, placedSince: later })?.placedSince).toEqual(later);
  });
});

it.each<[string, string, string, boolean]>([
  ['after its order changed', '2026-11-27T11:00:00.000Z', '2026-11-27T09:00:00.000Z', true],
  ['together with its order', '2026-11-27T11:00:00.000Z', '2026-11-27T11:00:00.000Z', true],
  ['well before its order changed again', '2026-11-27T11:00:00.000Z', '2026-11-27T11:00:30.000Z', false],
  ['before the last search', '2026-11-27T10:00:00.000Z', '2026-11-27T09:00:00.000Z', false],
])('reads an order, or does not, for what was made %s', (_name, at, orderChangedAt, isRead) => {
  expect(isMissed({ changedSince: '2026-11-27T10:50:00.000Z' }, { at, orderChangedAt })).toBe(isRead);
});

it('reads every order with a payment or refund in the first search', () => {
  const found = { at: '2020-01-01T00:00:00.000Z', orderChangedAt: '2026-01-01T00:00:00.000Z' };
  expect(isMissed({ changedSince: undefined }, found)).toBe(true);
});
