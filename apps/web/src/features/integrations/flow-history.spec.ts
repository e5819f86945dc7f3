import { flowDefinitionSchema, flowVersionSchema, type FlowVersion } from '@koppel/contracts';
import { settingSpecsOf } from '../../entities/flow/flow-values.js';
import { historyOf } from './flow-history.js';

const definition = flowDefinitionSchema.parse({
  key: 'products',
  entity: 'product',
  title: 'Products',
  description: '',
  sourceApplicationId: 'exact-online',
  targetApplicationId: 'woocommerce',
  settingsSchema: {
    type: 'object',
    properties: {
      onlyWebshop: { type: 'boolean', title: 'Only webshop items', default: true },
      prefix: { type: 'string', title: 'Prefix', default: '' },
    },
  },
  defaultSettings: { onlyWebshop: true },
  defaultCron: '0 * * * *',
});

function aVersion(version: number, changes: Partial<FlowVersion> = {}): FlowVersion {
  const stored = flowVersionSchema.parse({
    version,
    isEnabled: false,
    schedule: null,
    settings: {},
    changedBy: 'person:1',
    changedByName: 'Anna',
    changedAt: '2026-11-23T09:00:00Z',
  });
  return { ...stored, ...changes };
}

const specs = settingSpecsOf(definition);

describe('historyOf', () => {
  it('says what each version changed against the one before it', () => {
    const versions = [
      aVersion(3, {
        isEnabled: true,
        schedule: { cron: '0 * * * *', timeZone: 'UTC' },
        settings: { onlyWebshop: false },
      }),
      aVersion(2, { isEnabled: true, schedule: { cron: '0 * * * *', timeZone: 'UTC' } }),
      aVersion(1),
    ];
    const [third, second, first] = historyOf(versions, { specs, hasEarlier: false });
    expect(first?.changes).toBeNull();
    expect(second?.changes?.map(({ label }) => label)).toEqual(['State', 'Schedule']);
    expect(second?.changes?.[0]).toEqual({ label: 'State', before: 'Paused', after: 'Enabled' });
    expect(third?.changes).toHaveLength(1);
    expect(third?.changes?.[0]?.label).toBe('Only webshop items');
  });

  it('takes a setting that was never chosen as its default', () => {
    const [newest] = historyOf([aVersion(2, { settings: { onlyWebshop: true } }), aVersion(1)], {
      specs,
      hasEarlier: false,
    });
    expect(newest?.changes).toEqual([]);
  });

  it('still tells changes of a flow whose package is gone', () => {
    const [newest] = historyOf([aVersion(2, { settings: { prefix: 'K-' } }), aVersion(1)], {
      specs: [],
      hasEarlier: false,
    });
    expect(newest?.changes).toEqual([{ label: 'prefix', before: 'not set', after: 'K-' }]);
  });

  it('leaves out the oldest version while the one before it is not loaded', () => {
    const versions = [aVersion(3), aVersion(2)];
    expect(historyOf(versions, { specs, hasEarlier: true }).map(({ version }) => version.version)).toEqual([3]);
  });
});
