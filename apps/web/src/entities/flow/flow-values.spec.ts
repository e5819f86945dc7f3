import { type Flow, flowDefinitionSchema, flowSchema } from '@koppel/contracts';
import { settingOfField } from './flow-definition.js';
import { areSettingsValid, flowChangeOf, flowFormSchemaOf, flowValuesOf, settingSpecsOf } from './flow-values.js';
import { mergeFlow } from './use-flow-saving.js';

const definition = flowDefinitionSchema.parse({
  key: 'stock-levels',
  entity: 'stock_level',
  title: 'Stock levels',
  description: '',
  sourceApplicationId: 'exact-online',
  targetApplicationId: 'vendure',
  settingsSchema: {
    properties: { buffer: { type: 'integer', title: 'Buffer', minimum: 0 }, field: { type: 'string', title: 'Field' } },
  },
  defaultSettings: { buffer: 2 },
  defaultCron: '0 * * * *',
});

function aFlow(changes: Partial<Flow> = {}): Flow {
  const flow = flowSchema.parse({
    id: '22222222-2222-4222-8222-222222222222',
    integrationId: '33333333-3333-4333-8333-333333333333',
    packageId: 'products-stock',
    key: 'stock-levels',
    entity: 'stock_level',
    title: 'Stock levels',
    sourceConnectionId: '44444444-4444-4444-8444-444444444444',
    targetConnectionId: '55555555-5555-4555-8555-555555555555',
    isEnabled: false,
    schedule: { cron: '0 * * * *', timeZone: 'Europe/Amsterdam' },
    settings: { field: 'free', hidden: 'kept' },
    version: 3,
  });
  return { ...flow, ...changes };
}

const specs = settingSpecsOf(definition);

it('finds the setting that a reason is about', () => {
  expect(settingOfField(definition, 'buffer')).toEqual({ name: 'buffer', title: 'Buffer' });
  expect(settingOfField(definition, 'field.NL:21')).toEqual({ name: 'field', title: 'Field' });
  expect(settingOfField(definition, 'customer.field')).toEqual({ name: 'field', title: 'Field' });
  expect(settingOfField(definition, 'lines.0.field')).toBeUndefined();
});

it('takes defaults from the catalog', () => {
  expect(flowValuesOf(specs, aFlow()).fields).toEqual({ buffer: '2', field: 'free' });
});

it('sends what was changed with the version, and keeps what is not shown', () => {
  const values = flowValuesOf(specs, aFlow());
  values.fields['buffer'] = '5';
  expect(flowChangeOf(specs, aFlow(), values)).toEqual({
    flowId: '22222222-2222-4222-8222-222222222222',
    version: 3,
    settings: { hidden: 'kept', buffer: 5, field: 'free' },
    schedule: { cron: '0 * * * *', timeZone: 'Europe/Amsterdam' },
  });
});

it('refuses an own schedule that is no cron', () => {
  const values = flowValuesOf(specs, aFlow());
  values.schedule = { ...values.schedule, kind: 'cron', cron: 'hourly', timeZone: 'UTC' };
  expect(flowFormSchemaOf(specs).safeParse(values).error?.issues[0]?.path).toEqual(['schedule']);
});

it('knows whether stored settings are valid', () => {
  expect(areSettingsValid(definition, aFlow())).toBe(true);
  expect(areSettingsValid(definition, aFlow({ settings: { buffer: -1 } }))).toBe(false);
});

describe('mergeFlow', () => {
  const base = flowValuesOf(specs, aFlow());

  it('takes over what only the other changed and keeps what only the person changed', () => {
    const newest = aFlow({ version: 4, settings: { field: 'stock' }, schedule: null });
    const mine = { ...base, fields: { ...base.fields, buffer: '7' } };
    const { values, conflicts } = mergeFlow({ specs, base, newest, mine });
    expect(values.fields).toEqual({ buffer: '7', field: 'stock' });
    expect(values.schedule.kind).toBe('manual');
    expect(conflicts).toEqual([]);
  });

  it('keeps and tells what both changed', () => {
    const newest = aFlow({ version: 4, settings: { buffer: 9, field: 'free' }, schedule: null });
    const mine = {
      fields: { ...base.fields, buffer: '7' },
      schedule: { ...base.schedule, kind: 'minutes' as const },
    };
    const { values, conflicts } = mergeFlow({ specs, base, newest, mine });
    expect(values.fields['buffer']).toBe('7');
    expect(conflicts).toMatchObject([
      { path: 'fields.buffer', theirs: '9', yours: '7' },
      { path: 'schedule', theirs: 'Only manually', yours: 'Every 15 minutes' },
    ]);
  });
});
