import { sharePlaces } from './places.js';

const wanting = (id: string, organizationId = `org-${id}`, due = 4) => ({ id, organizationId, due });

describe('sharePlaces', () => {
  it('gives in turn, beginning with who waits longest', () => {
    expect(sharePlaces([wanting('a'), wanting('b'), wanting('c')], [], 5)).toEqual([
      { id: 'a', places: 2 },
      { id: 'b', places: 2 },
      { id: 'c', places: 1 },
    ]);
  });

  it('gives a webhook four at most, those under way counted in, and never more than is due', () => {
    const busy = [{ id: 'a', organizationId: 'org-a', calls: 3 }];
    expect(sharePlaces([wanting('a'), wanting('b', 'org-b', 2)], busy, 16)).toEqual([
      { id: 'a', places: 1 },
      { id: 'b', places: 2 },
    ]);
  });

  it('leaves room beside an organization with many webhooks', () => {
    const many = ['a', 'b', 'c', 'd', 'e'].map((id) => wanting(id, 'org-many'));
    const shares = sharePlaces([...many, wanting('z')], [{ id: 'x', organizationId: 'org-many', calls: 2 }], 16);
    const placesOf = (id: string) => shares.find((share) => share.id === id)?.places ?? 0;
    expect(many.reduce((sum, { id }) => sum + placesOf(id), 0)).toBe(6);
    expect(placesOf('z')).toBe(4);
  });

  it('gives nothing where nothing is free', () => {
    expect(sharePlaces([wanting('a')], [], 0)).toEqual([]);
  });
});
