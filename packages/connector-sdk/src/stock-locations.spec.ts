import { proposeStockLocations, stockOnHand } from './stock-locations.js';

const gap = { code: 'test.gap', params: {} };
const choice = (value: string, label = value) => ({ value, label });

it('adds up without the errors of binary numbers', () => {
  const warehouses = [0.1, 0.2, 0.7].map((quantity, index) => ({ code: String(index), quantity }));
  expect(stockOnHand({ sku: 'A', quantity: 1, warehouses }, { '*': 'Hall' }).levels).toEqual({ Hall: 1 });
});

it('gives a location of the table nothing where its warehouse has none', () => {
  expect(stockOnHand({ sku: 'A', quantity: 3 }, { main: 'Hall' })).toEqual({
    ...{ quantity: 0, levels: { Hall: 0 }, unlisted: [] },
  });
});

it('proposes the location that bears the name or code of a warehouse, and asks for the others', () => {
  const locations = [choice('loc_1', 'Main Warehouse'), choice('loc_2', 'Shop')];
  const warehouses = [choice('1', 'Main warehouse '), choice('shop', 'Counter'), choice('3', 'Shed')];
  expect(proposeStockLocations(warehouses, locations, gap)).toEqual({
    rows: [
      { key: '1', value: 'loc_1' },
      { key: 'shop', value: 'loc_2' },
    ],
    gaps: [{ reason: gap, rows: [{ key: '3', coveredBy: ['*'] }] }],
  });
});

it('proposes the only location there is for every warehouse', () => {
  expect(proposeStockLocations([choice('1'), choice('2')], [choice('loc_1', 'Hall')], gap)).toEqual({
    rows: [
      { key: '1', value: 'loc_1' },
      { key: '2', value: 'loc_1' },
    ],
    gaps: [],
  });
});
