import { type Application, connectionSchema, integrationSchema } from '@koppel/contracts';
import type { Health } from '../../entities/integration/health.js';
import { filterIntegrations } from './integration-filter.js';

const at = '2026-11-23T09:00:00Z';
const ids = ['44444444-4444-4444-8444-444444444444', '55555555-5555-4555-8555-555555555555'];

function anItem(title: string, level: Health['level'] = 'good', createdAt = at) {
  const connections = ids.map(
    (id) =>
    connectionSchema.parse({
      id, applicationId: 'exact-online', displayTitle: `Books of ${title}`, state: 'ready', reason: null, fields: {}, secretsSet: [], testedAt: null, createdAt: at, updatedAt: at,
    }), // prettier-ignore
  );
  return {
    integration: integrationSchema.parse({
      id: '33333333-3333-4333-8333-333333333333', title, connectionIds: ids, packageIds: [], flows: [], createdAt, updatedAt: at,
    }), // prettier-ignore
    health: { level, reasons: [] },
    connections,
    applications: [{ name: 'Exact Online' }] as Application[],
  };
}

const titles = (items: { integration: { title: string } }[]) => items.map(({ integration }) => integration.title);

const all = [
  anItem('Beta', 'good', '2026-11-20T09:00:00Z'),
  anItem('Alpha', 'good', '2026-11-19T09:00:00Z'),
  anItem('Gamma', 'failing', '2026-11-18T09:00:00Z'),
];

describe('filterIntegrations', () => {
  it('puts what is in trouble first, then goes by title', () => {
    expect(titles(filterIntegrations(all, {}))).toEqual(['Gamma', 'Alpha', 'Beta']);
  });
  it('sorts by title and by age', () => {
    expect(titles(filterIntegrations(all, { sorting: 'title' }))).toEqual(['Alpha', 'Beta', 'Gamma']);
    expect(titles(filterIntegrations(all, { sorting: 'newest' }))).toEqual(['Beta', 'Alpha', 'Gamma']);
  });
  it('finds every word in titles, connections and applications', () => {
    expect(titles(filterIntegrations(all, { text: 'books  beta EXACT' }))).toEqual(['Beta']);
    expect(filterIntegrations(all, { text: 'beta shop' })).toEqual([]);
  });
  it('keeps one health', () => {
    expect(titles(filterIntegrations(all, { health: 'failing' }))).toEqual(['Gamma']);
  });
});
