import { flowSchema, packageSchema } from '@koppel/contracts';
import { blockOf, stepIds, stepStates, type WizardFacts } from './steps.js';

const first = '44444444-4444-4444-8444-444444444444';
const second = '55555555-5555-4555-8555-555555555555';

const flow = flowSchema.parse({
  id: '22222222-2222-4222-8222-222222222222',
  integrationId: '33333333-3333-4333-8333-333333333333',
  packageId: 'products-stock',
  key: 'products',
  entity: 'product',
  title: 'Products',
  sourceConnectionId: first,
  targetConnectionId: second,
  isEnabled: false,
  schedule: null,
  settings: {},
  version: 1,
});

const offered = packageSchema.parse({
  id: 'products-stock',
  title: 'Products & stock',
  description: '',
  flows: [
    {
      key: 'products',
      entity: 'product',
      title: 'Products',
      description: '',
      sourceApplicationId: 'exact-online',
      targetApplicationId: 'vendure',
      settingsSchema: { properties: { size: { type: 'integer', title: 'Size' } }, required: ['size'] },
      defaultSettings: { size: 5 },
      defaultCron: '0 * * * *',
    },
  ],
});

function theFacts(changes: Partial<WizardFacts> = {}): WizardFacts {
  return {
    connections: [
      { id: flow.sourceConnectionId, state: 'ready' },
      { id: flow.targetConnectionId, state: 'ready' },
    ],
    integration: { connectionIds: [flow.sourceConnectionId, flow.targetConnectionId], flows: [flow] },
    packages: [offered],
    ...changes,
  };
}

describe('blockOf', () => {
  it('opens every step once all it needs is there', () => {
    expect(stepIds.map((step) => blockOf(step, theFacts()))).toEqual(stepIds.map(() => undefined));
  });

  it('leads back to the applications while one is not ready', () => {
    const facts = theFacts({ connections: [{ id: flow.sourceConnectionId, state: 'needs_attention' }, undefined] });
    expect(blockOf('applications', facts)).toBeUndefined();
    for (const step of ['packages', 'settings', 'finish'] as const)
      expect(blockOf(step, facts)).toEqual({ goTo: 'applications', why: 'connections' });
  });

  it('leads back to the packages without a flow, and with those of other connections', () => {
    const connectionIds: [typeof flow.sourceConnectionId, typeof flow.sourceConnectionId] = [
      flow.sourceConnectionId,
      flow.sourceConnectionId,
    ];
    for (const integration of [undefined, { connectionIds, flows: [flow] }, { connectionIds, flows: [] }])
      expect(blockOf('settings', theFacts({ integration }))).toEqual({ goTo: 'packages', why: 'packages' });
  });

  it('cannot be finished while a setting is wrong', () => {
    const { connectionIds } = theFacts().integration ?? {};
    if (!connectionIds) throw new Error('the facts have an integration');
    const facts = theFacts({ integration: { connectionIds, flows: [{ ...flow, settings: { size: 'big' } }] } });
    expect(blockOf('settings', facts)).toBeUndefined();
    expect(blockOf('finish', facts)).toEqual({ goTo: 'settings', why: 'settings' });
  });
});

it('lets one go back, and forward only by Next', () => {
  expect(stepStates('packages').map(({ state, isReachable }) => [state, isReachable])).toEqual([
    ['done', true],
    ['done', true],
    ['current', false],
    ['upcoming', false],
    ['upcoming', false],
  ]);
});
