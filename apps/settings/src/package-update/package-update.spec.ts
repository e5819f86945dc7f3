import { applicationIdSchema, type Flow, type FlowDefinition, type Integration, type Package } from '@koppel/contracts';
import { packageUpdates } from './package-update.js';

const definition = (key: string): FlowDefinition => ({
  key,
  entity: 'product',
  title: `The flow ${key}`,
  description: '',
  sourceApplicationId: applicationIdSchema.parse('erp'),
  targetApplicationId: applicationIdSchema.parse('shop'),
  settingsSchema: {},
  defaultSettings: {},
  defaultCron: '0 * * * *',
});
const aPackage = (id: string, keys: string[]): Package => ({
  id,
  title: `The package ${id}`,
  description: '',
  flows: keys.map(definition),
});
const anIntegration = (flows: Record<string, string>): Integration =>
  ({
    packageIds: [...new Set(Object.values(flows))],
    flows: Object.entries(flows).map(([key, packageId]) => ({ id: key, key, packageId, title: `My ${key}` }) as Flow),
  }) as Integration;

describe('packageUpdates', () => {
  it('finds nothing where the catalog is as it was', () => {
    expect(packageUpdates(anIntegration({ products: 'goods' }), [aPackage('goods', ['products'])])).toEqual([]);
  });

  it('names what is new and what ended', () => {
    expect(packageUpdates(anIntegration({ products: 'goods' }), [aPackage('goods', ['articles'])])).toEqual([
      {
        packageId: 'goods',
        title: 'The package goods',
        newFlows: [{ key: 'articles', title: 'The flow articles' }],
        endedFlows: [{ flowId: 'products', title: 'My products' }],
      },
    ]);
  });

  it('ends every flow of a package that is not offered any more', () => {
    expect(packageUpdates(anIntegration({ products: 'goods' }), [])).toMatchObject([
      { packageId: 'goods', newFlows: [], endedFlows: [{ flowId: 'products' }] },
    ]);
  });

  it('does not make a flow again that stands in another package', () => {
    const integration = anIntegration({ products: 'goods', orders: 'sales' });
    expect(
      packageUpdates(integration, [aPackage('goods', ['products', 'orders']), aPackage('sales', ['orders'])]),
    ).toEqual([]);
  });
});
