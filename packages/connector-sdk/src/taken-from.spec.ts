import { paymentsByAge, refundsByAge } from './taken-from.js';

const enabledAt = '2026-11-27T10:00:00.900Z';
const early = { enabledAt, origin: { enabledAt: '2026-01-01T00:00:00Z' } };
const together = { enabledAt, origin: { enabledAt: '2026-11-27T09:59:30.000Z' } };

const kinds = [
  ['refunds', 'refund', refundsByAge],
  ['payments', 'payment', paymentsByAge],
] as const;

describe.each(kinds)('%s by their age', (_kinds, kind, taken) => {
  const settingsOf = (from: 'enabled' | 'all') => ({ refundsFrom: from, paymentsFrom: from });
  const orders = { ordersFrom: 'all', ordersFromDate: '' } as const;
  const placed = { at: '2020-01-01T00:00:00Z', day: '2020-01-01', field: 'placedAt' };
  const codeOf = (at: string, from: 'enabled' | 'all', history: Parameters<typeof taken.leftOut>[2]) =>
    taken.leftOut({ placed, at, field: 'at' }, { ...settingsOf(from), ...orders }, history)?.code;

  it('are taken from the second in which their flow was enabled', () => {
    expect(codeOf('2026-11-27T09:59:59Z', 'enabled', early)).toBe(`orders.${kind}_before_enabled`);
    expect(codeOf('2026-11-27T10:00:00Z', 'enabled', early)).toBeUndefined();
  });

  it('are all taken where a person says so, or no order was booked before', () => {
    expect(codeOf('2020-01-01T00:00:00Z', 'all', early)).toBeUndefined();
    expect(codeOf('2020-01-01T00:00:00Z', 'enabled', together)).toBeUndefined();
  });

  it('stay in the books once they are there', () => {
    expect(codeOf('2020-01-01T00:00:00Z', 'enabled', { ...early, isDelivered: true })).toBeUndefined();
  });

  it('are left out with the orders that are too old for the flow of orders', () => {
    const settings = { ...settingsOf('all'), ordersFrom: 'enabled', ordersFromDate: '' } as const;
    const made = { placed, at: '2026-11-28T00:00:00Z', field: 'at' };
    expect(taken.leftOut(made, settings, early)).toMatchObject({ code: 'orders.before_enabled', field: 'placedAt' });
    expect(taken.leftOut(made, settings, { ...early, isDelivered: true })).toBeUndefined();
  });

  it('are asked for from a day before', () => {
    expect(taken.askedFrom(settingsOf('enabled'), early)?.toISOString()).toBe('2026-11-26T10:00:00.900Z');
    expect(taken.askedFrom(settingsOf('enabled'), together)).toBeUndefined();
    expect(taken.askedFrom(settingsOf('all'), early)).toBeUndefined();
  });
});
