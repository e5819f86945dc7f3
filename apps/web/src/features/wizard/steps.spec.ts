import { stepStates } from './steps.js';

const id = '44444444-4444-4444-8444-444444444444';
const search = { first: id, second: id, integration: id } as Parameters<typeof stepStates>[1];

it('lets one go back, and forward only by Next', () => {
  expect(stepStates('packages', search)).toEqual([
    { id: 'welcome', state: 'done', isReachable: true },
    { id: 'applications', state: 'done', isReachable: true },
    { id: 'packages', state: 'current', isReachable: false },
    { id: 'settings', state: 'upcoming', isReachable: false },
    { id: 'finish', state: 'upcoming', isReachable: false },
  ]);
});

it('leads to no step that lacks what it needs', () => {
  const packages = stepStates('settings', {}).find((step) => step.id === 'packages');
  expect(packages?.isReachable).toBe(false);
});
