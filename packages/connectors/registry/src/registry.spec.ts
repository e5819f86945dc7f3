import { connectors, findConnector } from './index.js';

it('lists every connector once, the ERP and the webshops', () => {
  const ids = connectors.map(({ id }) => id);
  expect(new Set(ids)).toEqual(new Set(['exact-online', 'vendure', 'woocommerce']));
  expect(ids).toHaveLength(3);
});

it('finds a connector by its id, and none by another name', () => {
  for (const connector of connectors) expect(findConnector(connector.id)).toBe(connector);
  expect(findConnector('Vendure')).toBeUndefined();
  expect(findConnector('constructor')).toBeUndefined();
});
