import { connectionSchema, type Application } from '@koppel/contracts';
import { groupConnections } from './group-connections.js';

const at = '2026-11-23T09:00:00Z';
let made = 0;

function aConnection(applicationId: string, displayTitle: string, state = 'ready') {
  made += 1;
  const id = `${String(made).padStart(8, '0')}-1111-4111-8111-111111111111`;
  return connectionSchema.parse({
    id, applicationId, displayTitle, state, reason: null, fields: {}, secretsSet: [], testedAt: null, createdAt: at, updatedAt: at,
  }); // prettier-ignore
}

const applications = [
  { id: 'woocommerce', name: 'WooCommerce' },
  { id: 'exact-online', name: 'Exact Online' },
] as Application[];

it('groups several connections of one application, the one that needs a person first', () => {
  const connections = [
    aConnection('woocommerce', 'Shop'),
    aConnection('exact-online', 'Alpha'),
    aConnection('exact-online', 'Beta', 'needs_attention'),
    aConnection('retired', 'Old'),
  ];
  const groups = groupConnections(connections, applications);
  expect(
    groups.map((group) => [group.applicationId, group.connections.map(({ displayTitle }) => displayTitle)]),
  ).toEqual([
    ['exact-online', ['Beta', 'Alpha']],
    ['retired', ['Old']],
    ['woocommerce', ['Shop']],
  ]);
});
