import { anEntry } from './testing.js';
import { breakOf, genesisOf, link } from './audit-chain.js';

const head = genesisOf('org-1');
const [first, second] = link(head, [anEntry(), anEntry({ action: 'flow.enabled' })]);
if (!first || !second) throw new Error('two entries were linked');

describe('the chain of an audit log', () => {
  it('counts from 1, and each entry has the hash of the one before', () => {
    expect([first.position, second.position]).toEqual([1, 2]);
    expect(second.previousHash).toBe(first.hash);
    expect([breakOf(head, first), breakOf(first, second)]).toEqual([undefined, undefined]);
  });

  it('does not depend on the order of the fields', () => {
    const reversed = Object.fromEntries(Object.entries(first).reverse()) as typeof first;
    expect(breakOf(head, reversed)).toBeUndefined();
  });

  it.each([
    ['the outcome', { outcome: 'refused' as const }],
    ['who', { actor: { ...first.actor, name: 'Somebody else' } }],
    ['the time', { at: '2020-01-01T00:00:00.000Z' }],
    ['the hash', { hash: '0'.repeat(64) }],
  ])('shows that %s was changed', (_what, change) => {
    expect(breakOf(head, { ...first, ...change })).toBe('changed');
  });

  it('shows what is missing, what was put in its place, and a chain of another organization', () => {
    expect(breakOf(head, second)).toBe('missing');
    const [forged] = link(head, [anEntry()]);
    expect(forged && breakOf(forged, second)).toBe('not_linked');
    expect(breakOf(genesisOf('org-2'), first)).toBe('not_linked');
  });
});
