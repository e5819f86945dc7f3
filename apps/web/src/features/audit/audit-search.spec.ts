import { auditActions } from '@koppel/contracts';
import { auditFilter, readAuditSearch } from './audit-search.js';
import { actionLabel, detailLabel, en } from './texts.js';
import { nl } from './texts.nl.js';

it('asks for the days that were chosen, both counted in', () => {
  expect(auditFilter({ from: '2026-02-27', until: '2026-02-28' })).toEqual({
    from: new Date(2026, 1, 27).toISOString(),
    to: new Date(2026, 2, 1).toISOString(),
  });
});

it('asks by text, person, kind and outcome, and ignores what is mistyped', () => {
  const search = readAuditSearch({ q: 1042, person: 'user-1', what: 'flow', outcome: 'lost', from: '2026-13-01' });
  expect(auditFilter(search)).toEqual({ search: '1042', actorId: 'user-1', action: 'flow' });
});

it('has words for every action and its kind, and shows a code that it does not know', () => {
  expect(Object.keys(en.actions).sort()).toEqual([...auditActions].sort());
  const kinds = new Set(auditActions.map((action) => action.split('.')[0]));
  expect(Object.keys(en.kinds).sort()).toEqual([...kinds].sort());
  expect(Object.keys(nl.actions)).toEqual(Object.keys(en.actions));
  expect(actionLabel('moon.landed')).toBe('moon.landed');
  expect(detailLabel('gateway.role')).toBe(en.details['gateway.role']);
  expect(detailLabel('toString')).toBe('toString');
});
