import type { OrganizationSummary } from '@koppel/contracts';
import { inOrderOfNeed, needsOf } from './organization-needs.js';

const aSummary = (name: string, changes: Partial<OrganizationSummary> = {}): OrganizationSummary => ({
  organization: { id: name, name },
  ...{ role: 'operator', health: 'well', brokenConnections: 0, failingFlows: 0, openIssues: 0, lastRunAt: null },
  ...changes,
});

it('shows those first that need a person, then those that are not known, each by name', () => {
  const shown = inOrderOfNeed([
    aSummary('Zon'),
    aSummary('Aap'),
    aSummary('Mies', { health: 'unknown' }),
    aSummary('Wim', { health: 'attention' }),
    aSummary('Noot', { health: 'attention' }),
  ]);
  expect(shown.map(({ organization: { name } }) => name)).toEqual(['Noot', 'Wim', 'Mies', 'Aap', 'Zon']);
});

it('says what needs a person, and nothing where all is well', () => {
  expect(needsOf(aSummary('Aap'))).toEqual([]);
  expect(needsOf(aSummary('Aap', { brokenConnections: 1, openIssues: 1200 }))).toHaveLength(2);
});
