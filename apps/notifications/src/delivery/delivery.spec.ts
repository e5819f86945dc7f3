import { nextAttemptAt, shareSlots } from './delivery.js';

const due = (id: string, organizationId = `org-${id}`, due = 4) => ({ id, organizationId, due });

describe('shareSlots', () => {
  it('gives in turn, beginning with who waits longest', () => {
    expect(shareSlots([due('a'), due('b'), due('c')], [], 5)).toEqual([
      { id: 'a', slots: 2 },
      { id: 'b', slots: 2 },
      { id: 'c', slots: 1 },
    ]);
  });

  it('gives a webhook four at most, those under way counted in, and never more than is due', () => {
    const busy = [{ id: 'a', organizationId: 'org-a', calls: 3 }];
    expect(shareSlots([due('a'), due('b', 'org-b', 2)], busy, 16)).toEqual([
      { id: 'a', slots: 1 },
      { id: 'b', slots: 2 },
    ]);
  });

  it('leaves room beside an organization with many webhooks', () => {
    const many = ['a', 'b', 'c', 'd', 'e'].map((id) => due(id, 'org-many'));
    const shares = shareSlots([...many, due('z')], [{ id: 'x', organizationId: 'org-many', calls: 2 }], 16);
    const slotsOf = (id: string) => shares.find((share) => share.id === id)?.slots ?? 0;
    expect(many.reduce((sum, { id }) => sum + slotsOf(id), 0)).toBe(6);
    expect(slotsOf('z')).toBe(4);
  });

  it('gives nothing where nothing is free', () => {
    expect(shareSlots([due('a')], [], 0)).toEqual([]);
  });
});

const day = 24 * 3_600_000;

describe('retry plan', () => {
  it('waits longer each time, and ends after three days', () => {
    let now = new Date(0);
    let tries = 0;
    let waitedMs = 0;
    for (let next = nextAttemptAt(now, ++tries); next; next = nextAttemptAt(now, ++tries)) {
      expect(next.getTime() - now.getTime()).toBeGreaterThan(waitedMs);
      waitedMs = (next.getTime() - now.getTime()) / 1.1;
      now = next;
    }
    expect(tries).toBe(10);
    expect(now.getTime()).toBeGreaterThan(3 * day);
    expect(now.getTime()).toBeLessThan(4 * day);
  });

  it('waits as long as the receiver asks for, within a day', () => {
    expect(nextAttemptAt(new Date(0), 1, 60_000)?.getTime()).toBe(60_000);
    expect(nextAttemptAt(new Date(0), 1, 400 * day)?.getTime()).toBeLessThan(1.2 * day);
  });
});
