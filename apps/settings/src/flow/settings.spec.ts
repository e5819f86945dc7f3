import { applicationIdSchema, type FlowDefinition } from '@koppel/contracts';
import { checkSettings } from './settings.js';

const definition: FlowDefinition = {
  key: 'products',
  entity: 'product',
  title: 'Products',
  description: '',
  sourceApplicationId: applicationIdSchema.parse('erp'),
  targetApplicationId: applicationIdSchema.parse('shop'),
  defaultCron: '0 * * * *',
  settingsSchema: {
    type: 'object',
    additionalProperties: false,
    properties: {
      buffer: { type: 'integer', minimum: 0, default: 0 },
      warehouses: { type: 'array', items: { type: 'string' }, default: [] },
      codes: { type: 'object', propertyNames: { pattern: '^[A-Z]+$' }, additionalProperties: { minLength: 1 } },
    },
  },
  defaultSettings: { buffer: 0, warehouses: [] },
};

const known = { definition, onceKnown: new Set<string>() };

describe('checkSettings', () => {
  it('keeps what differs from the defaults', () => {
    expect(checkSettings({ buffer: 2, warehouses: [] }, known)).toEqual({ buffer: 2 });
  });

  it('names each wrong setting', () => {
    expect(() => checkSettings({ buffer: -1, speed: 3 }, known)).toThrow(
      expect.objectContaining({
        code: 'flow.settings_invalid',
        problems: expect.arrayContaining([
          { path: 'buffer', code: 'field.too_small', params: { minimum: 0 } },
          { path: 'speed', code: 'field.unknown', params: {} },
        ]),
      }),
    );
  });

  it('names the row of a table whose key or value is wrong', () => {
    expect(() => checkSettings({ codes: { nl: '2', BE: '' } }, known)).toThrow(
      expect.objectContaining({
        problems: [
          { path: 'codes.nl', code: 'field.pattern', params: {} },
          { path: 'codes.BE', code: 'field.too_short', params: { minimum: 1 } },
        ],
      }),
    );
  });

  it('drops what the flow had once and the catalog knows no more', () => {
    const onceKnown = new Set(['buffer', 'speed']);
    expect(checkSettings({ buffer: 2, speed: 3 }, { definition, onceKnown })).toEqual({ buffer: 2 });
    expect(() => checkSettings({ buffer: -1, speed: 3 }, { definition, onceKnown })).toThrow(
      expect.objectContaining({ problems: [{ path: 'buffer', code: 'field.too_small', params: { minimum: 0 } }] }),
    );
  });
});
