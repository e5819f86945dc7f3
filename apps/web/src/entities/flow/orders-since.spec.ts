import { ordersSinceOf } from './orders-since.js';

const definition = { defaultSettings: { ordersFrom: 'enabled', ordersFromDate: '' } };
const [createdAt, enabledAt] = ['2026-11-01T10:00:00.000Z', '2026-11-02T10:00:00.000Z'];

it.each([
  ['since it was first enabled', {}, { enabledAt, createdAt }, { instant: enabledAt }],
  ['since it was made, while it never was enabled', {}, { enabledAt: null, createdAt }, { instant: createdAt }],
  ['since a day', { ordersFrom: 'date', ordersFromDate: '2026-01-01' }, { enabledAt }, { day: '2026-01-01' }],
])('a flow takes orders %s', (_name, settings, flow, expected) => {
  expect(ordersSinceOf(definition, { settings, ...flow })).toEqual(expected);
});

it.each([
  ['takes orders of any age', { ordersFrom: 'all' }],
  ['has no such setting', {}],
])('says nothing of a flow that %s', (_name, settings) => {
  expect(ordersSinceOf({ defaultSettings: {} }, { settings, enabledAt, createdAt })).toBeUndefined();
});
