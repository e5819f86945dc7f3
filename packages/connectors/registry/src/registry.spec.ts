import { readdirSync } from 'node:fs';
import { connectors, findConnector } from './index.js';

it('lists every connector of this folder once, in the order of their ids', () => {
  const folders = readdirSync(new URL('../..', import.meta.url)).filter((name) => name !== 'registry');
  expect(connectors.map(({ id }) => id)).toEqual(folders.sort());
});

it('finds a connector by its id, and none by another name', () => {
  for (const connector of connectors) expect(findConnector(connector.id)).toBe(connector);
  expect(findConnector('Vendure')).toBeUndefined();
  expect(findConnector('constructor')).toBeUndefined();
});
