import { refundedFrom, refundLeftOutByAge } from './refunds-from.js';

const enabledAt = '2026-11-27T10:00:00.900Z';
const early = { enabledAt, origin: { enabledAt: '2026-01-01T00:00:00Z' } };
const together = { enabledAt, origin: { enabledAt: '2026-11-27T09:59:30.000Z' } };

const codeOf = (at: string, refundsFrom: 'enabled' | 'all', history: { enabledAt: string; isDelivered?: boolean }) =>
  refundLeftOutByAge({ at, field: 'at' }, { refundsFrom }, history)?.code;

describe('refunds by their age', () => {
  it('are taken from the second in which their flow was enabled', () => {
    expect(codeOf('2026-11-27T09:59:59Z', 'enabled', early)).toBe('orders.refund_before_enabled');
    expect(codeOf('2026-11-27T10:00:00Z', 'enabled', early)).toBeUndefined();
  });

  it('are all taken where a person says so, or no order was booked before', () => {
    expect(codeOf('2020-01-01T00:00:00Z', 'all', early)).toBeUndefined();
    expect(codeOf('2020-01-01T00:00:00Z', 'enabled', together)).toBeUndefined();
  });

  it('stay in the books once they are there', () => {
    expect(codeOf('2020-01-01T00:00:00Z', 'enabled', { ...early, isDelivered: true })).toBeUndefined();
  });

  it('are asked for from a day before', () => {
    expect(refundedFrom({ refundsFrom: 'enabled' }, early)?.toISOString()).toBe('2026-11-26T10:00:00.900Z');
    expect(refundedFrom({ refundsFrom: 'enabled' }, together)).toBeUndefined();
    expect(refundedFrom({ refundsFrom: 'all' }, early)).toBeUndefined();
  });
});
