import { applicationIdSchema, type FlowDefinition, type FlowSettings } from '@koppel/contracts';
import { distinctDefaults, sharedSettings } from './distinct-settings.js';

const definition: FlowDefinition = {
  key: 'orders',
  entity: 'order',
  title: 'Orders',
  description: '',
  sourceApplicationId: applicationIdSchema.parse('shop'),
  targetApplicationId: applicationIdSchema.parse('erp'),
  defaultCron: '0 * * * *',
  settingsSchema: {
    type: 'object',
    properties: {
      prefix: { type: 'string', default: '', 'x-distinct': 'W{n}-' },
      item: { type: 'string', default: 'POST' },
    },
  },
  defaultSettings: { prefix: '', item: 'POST' },
};
const siblings = (...settings: FlowSettings[]) =>
  settings.map((one, index) => ({ settings: one, integrationTitle: `Shop ${index + 1}` }));

describe('distinctDefaults', () => {
  it('leaves the only flow of an account at its defaults', () => {
    expect(distinctDefaults(definition, [])).toEqual({});
  });

  it('numbers the flows that come later', () => {
    expect(distinctDefaults(definition, siblings({}))).toEqual({ prefix: 'W2-' });
    expect(distinctDefaults(definition, siblings({}, { prefix: 'W2-' }))).toEqual({ prefix: 'W3-' });
    expect(distinctDefaults(definition, siblings({}, { prefix: 'W3-' }))).toEqual({ prefix: 'W2-' });
  });

  it('keeps a default that no sibling has', () => {
    expect(distinctDefaults(definition, siblings({ prefix: 'WEB-' }))).toEqual({});
  });
});

describe('sharedSettings', () => {
  it('finds siblings with the same value, also where it is the default', () => {
    const all = siblings({}, { prefix: 'W2-' }, { prefix: '' });
    expect(sharedSettings({ settings: { item: 'P' } }, definition, all)).toEqual([
      { name: 'prefix', integrationTitles: ['Shop 1', 'Shop 3'] },
    ]);
    expect(sharedSettings({ settings: { prefix: 'W2-' } }, definition, all)).toEqual([
      { name: 'prefix', integrationTitles: ['Shop 2'] },
    ]);
    expect(sharedSettings({ settings: { prefix: 'W3-' } }, definition, all)).toEqual([]);
  });
});
