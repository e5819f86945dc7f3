import { draftSchema, type Application, type Draft } from '@koppel/contracts';
import { draftTitle, isBegun } from './draft.js';

function aDraft(changes: Partial<Record<keyof Draft, unknown>> = {}): Draft {
  return draftSchema.parse({
    id: '11111111-1111-4111-8111-111111111111',
    step: 'applications',
    applicationIds: ['exact-online', null],
    connectionIds: [null, null],
    integrationId: null,
    values: {},
    startedBy: 'someone',
    createdAt: '2026-11-23T09:00:00Z',
    updatedAt: '2026-11-23T09:00:00Z',
    ...changes,
  });
}

it('offers no draft in which nothing was chosen', () => {
  expect(isBegun(aDraft())).toBe(true);
  expect(isBegun(aDraft({ step: 'welcome', applicationIds: [null, null] }))).toBe(false);
});

it('names a draft by its applications as far as they are chosen', () => {
  const catalog = [{ id: 'exact-online', name: 'Exact Online' }] as Application[];
  expect(draftTitle(aDraft(), catalog)).toBe('Exact Online – not chosen yet');
});
