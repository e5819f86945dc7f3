import { instantOf } from './instant.js';
import { leftOutByAge } from './orders-from.js';
import { paymentsByAge } from './taken-from.js';

it.each([
  ['2026-11-27T09:30:00', '2026-11-27T09:30:00.000Z'],
  ['2026-11-27T09:30:00Z', '2026-11-27T09:30:00.000Z'],
  ['2026-11-27T09:30:00.123+01:00', '2026-11-27T08:30:00.123Z'],
  ['2028-02-29T00:00', '2028-02-29T00:00:00.000Z'],
  ['0001-01-01T00:00:00', '0001-01-01T00:00:00.000Z'],
])('%s is the instant %s', (text, instant) => {
  expect(instantOf(text)).toBe(instant);
});

it.each([
  '',
  'null',
  'yesterday',
  '2026-11-27',
  '0000-00-00T00:00:00',
  '2026-02-30T00:00:00',
  '2026-11-27T25:00:00',
  '20266-11-27T09:30:00',
  '+020266-11-27T09:30:00',
  '9999-12-31T23:30:00-05:00',
])('"%s" is no instant', (text) => {
  expect(instantOf(text)).toBeUndefined();
});

describe('a date that cannot be read', () => {
  const enabledAt = '2026-11-01T00:00:00Z';
  const unreadable = expect.objectContaining({
    failureClass: 'value',
    reason: { code: 'orders.date_unreadable', params: { said: '0000-00-00T00:00:00' }, field: 'date_created' },
  });
  const placed = { at: '0000-00-00T00:00:00', day: '0000-00-00', field: 'date_created' };

  it('is an issue where it decides whether an order is taken, and else not', () => {
    const fromDate = { ordersFrom: 'date', ordersFromDate: '2026-01-01' } as const;
    expect(() => leftOutByAge(placed, { ordersFrom: 'enabled', ordersFromDate: '' }, { enabledAt })).toThrow(
      unreadable,
    );
    expect(() => leftOutByAge(placed, fromDate, { enabledAt })).toThrow(/0000-00-00/);
    expect(leftOutByAge(placed, { ordersFrom: 'all', ordersFromDate: '' }, { enabledAt })).toBeUndefined();
    expect(leftOutByAge({ ...placed, at: undefined, day: undefined }, fromDate, { enabledAt })).toBeUndefined();
  });

  it('does not make a payment one of long ago', () => {
    const settings = { paymentsFrom: 'enabled', ordersFrom: 'all', ordersFromDate: '' } as const;
    const payment = { placed: { ...placed, at: enabledAt }, at: placed.at, field: 'date_created' };
    expect(() => paymentsByAge.leftOut(payment, settings, { enabledAt })).toThrow(unreadable);
  });
});
