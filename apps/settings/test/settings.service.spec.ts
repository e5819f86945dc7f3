import { Controller, Module } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import {
  applicationIdSchema,
  AppError,
  choiceList,
  connectionGet,
  connectionIdSchema,
  connectionList,
  flowCheck,
  flowGet,
  flowUpdate,
  flowVersionList,
  integrationCreate,
  integrationDelete,
  integrationGet,
  integrationList,
  integrationUpdate,
  packageList,
  packageUpdateApply,
  packageUpdateList,
  proposalGet,
  enabledFlowList,
  scheduledFlowList,
  settingsCheck,
  type Connection,
  type ConnectionId,
  type FieldProblem,
  type FlowDefinition,
  type Package,
  type ParsedRequestOf,
  type Proposal,
  type Reason,
  type ReplyOf,
} from '@koppel/contracts';
import { Answers, ContractClient, Database, ServiceKitModule, startService } from '@koppel/service-kit';
import { aPerson, aSystem, createTestDatabase, testConfig, type TestDatabase } from '@koppel/service-kit/testing';
import { randomUUID } from 'node:crypto';
import { createAppModule, storage } from '../src/app.module.js';

const erp = connectionIdSchema.parse(randomUUID());
const shop = connectionIdSchema.parse(randomUUID());
const otherErp = connectionIdSchema.parse(randomUUID());
const otherShop = connectionIdSchema.parse(randomUUID());
/** The administration of `erp` too, by a connection of its own. */
const sameErp = connectionIdSchema.parse(randomUUID());
const accounts: Record<ConnectionId, string> = { [erp]: '1', [sameErp]: '1', [otherErp]: '2' };

const products: FlowDefinition = {
  key: 'products',
  entity: 'product',
  title: 'Products',
  description: '',
  sourceApplicationId: applicationIdSchema.parse('erp'),
  targetApplicationId: applicationIdSchema.parse('shop'),
  settingsSchema: {
    type: 'object',
    additionalProperties: false,
    properties: { ended: { type: 'boolean', default: true } },
  },
  defaultSettings: { ended: true },
  defaultCron: '0 * * * *',
};

/** What the catalog offers; a test changes it as an update of Koppel would. */
const catalog: { packages: Package[] } = { packages: [] };
const offerAgain = (): void => {
  const { sourceApplicationId: erpId, targetApplicationId: shopId } = products;
  const orders = {
    ...products,
    key: 'orders',
    entity: 'order' as const,
    sourceApplicationId: shopId,
    targetApplicationId: erpId,
    settingsSchema: {
      type: 'object',
      additionalProperties: false,
      properties: { prefix: { type: 'string', default: '', 'x-distinct': 'W{n}-' } },
    },
    defaultSettings: { prefix: '' },
  };
  catalog.packages = [
    { id: 'products-and-stock', title: 'Products & stock', description: '', flows: [products] },
    { id: 'orders-and-customers', title: 'Orders & customers', description: '', flows: [orders] },
  ];
};

/** What the two sides say of settings, or why the target cannot be asked. */
const source: { problems: FieldProblem[]; error?: AppError | undefined } = { problems: [] };
const target: { problems: FieldProblem[]; warnings?: Reason[]; gaps?: Proposal['gaps']; error?: AppError } = {
  problems: [],
};

const connectionIds = [erp, shop, otherErp, otherShop, sameErp];
const aConnection = (id: ConnectionId): Connection => ({
  id,
  applicationId: applicationIdSchema.parse([shop, otherShop].includes(id) ? 'shop' : 'erp'),
  displayTitle: 'A connection',
  state: 'ready',
  reason: null,
  fields: {},
  secretsSet: [],
  account: accounts[id],
  testedAt: null,
  createdAt: new Date().toISOString(),
  updatedAt: new Date().toISOString(),
});

/** Answers as the connections and catalog services would. */
@Controller()
class Neighbours {
  @Answers(connectionGet)
  connection({ connectionId }: ParsedRequestOf<typeof connectionGet>): Promise<Connection> {
    if (!connectionIds.includes(connectionId))
      throw new AppError('connection.not_found', 'There is no such connection.');
    return Promise.resolve(aConnection(connectionId));
  }

  @Answers(connectionList)
  connections(): Promise<ReplyOf<typeof connectionList>> {
    return Promise.resolve({ items: connectionIds.map(aConnection) });
  }

  @Answers(settingsCheck)
  check(request: ParsedRequestOf<typeof settingsCheck>): Promise<ReplyOf<typeof settingsCheck>> {
    if (request.side === 'source') return Promise.resolve(source);
    if (target.error) throw target.error;
    const { problems, warnings } = target;
    return Promise.resolve(request.connectionId === shop ? { problems, warnings } : { problems: [] });
  }

  @Answers(choiceList)
  choices({ connectionId, kind }: ParsedRequestOf<typeof choiceList>): Promise<ReplyOf<typeof choiceList>> {
    if (source.error) throw source.error;
    const isKnown = connectionId === erp && kind === 'warehouses';
    const items = isKnown ? ['1', '2'].map((value) => ({ value, label: `Warehouse ${value}` })) : [];
    return Promise.resolve({ isSupported: isKnown, items, isComplete: true });
  }

  @Answers(proposalGet)
  proposal({
    kind,
    keyKind,
    connectionId,
    keyConnectionId,
  }: ParsedRequestOf<typeof proposalGet>): Promise<ReplyOf<typeof proposalGet>> {
    if (target.error) throw target.error;
    const asked = [kind, keyKind, connectionId, keyConnectionId];
    const isAsked = asked.join() === ['tax_classes', 'item_vat_rates', shop, erp].join();
    const gaps = isAsked ? target.gaps : [];
    return Promise.resolve({ isSupported: true, isComplete: true, rows: [], gaps: gaps ?? [] });
  }

  @Answers(packageList)
  packages({
    applicationIds: [one, other],
  }: ParsedRequestOf<typeof packageList>): Promise<ReplyOf<typeof packageList>> {
    return Promise.resolve({ items: one === other ? [] : catalog.packages });
  }
}

describe('settings service', () => {
  let app: NestExpressApplication;
  let neighbours: NestExpressApplication;
  let testDatabase: TestDatabase;
  let client: ContractClient;
  const context = aPerson({ organizationId: `org-${randomUUID()}`, userId: 'ann', name: 'Ann' });

  const anIntegration = (
    packageIds = ['products-and-stock'],
    connectionIds: [ConnectionId, ConnectionId] = [erp, shop],
  ) => client.call(integrationCreate, { title: 'Shop', connectionIds, packageIds }, context);
  const firstFlow = async () => {
    const [flow] = (await anIntegration()).flows;
    if (!flow) throw new Error('the integration has no flow');
    return flow;
  };

  beforeAll(async () => {
    testDatabase = await createTestDatabase(storage);
    const config = { ...testConfig(), ...testDatabase.configOf('settings'), DATABASE_POOL_SIZE: 4 };
    @Module({ imports: [ServiceKitModule.forRoot({ name: 'neighbours', config })], controllers: [Neighbours] })
    class NeighbourModule {}
    neighbours = await startService({ name: 'neighbours', config, module: NeighbourModule });
    app = await startService({ name: 'settings', config, module: createAppModule(config) });
    client = neighbours.get(ContractClient);
  });

  beforeEach(() => {
    offerAgain();
    source.problems = [];
    source.error = undefined;
    Object.assign(target, { problems: [], warnings: undefined, gaps: undefined, error: undefined });
  });

  afterAll(async () => {
    await app?.close();
    await neighbours?.close();
    await testDatabase?.drop();
  });

  it('creates an integration with the flows of its packages, paused and at their defaults', async () => {
    const integration = await anIntegration(['products-and-stock', 'orders-and-customers']);
    expect(integration.flows).toMatchObject([
      {
        key: 'products',
        sourceConnectionId: erp,
        targetConnectionId: shop,
        isEnabled: false,
        settings: {},
        version: 1,
      },
      { key: 'orders', sourceConnectionId: shop, targetConnectionId: erp, isEnabled: false },
    ]);
    await expect(client.call(integrationGet, { integrationId: integration.id }, context)).resolves.toEqual(integration);
    const { items } = await client.call(integrationList, { connectionId: shop }, context);
    expect(items.map(({ id }) => id)).toContain(integration.id);
    const found: string[] = [];
    let after: string | undefined;
    do {
      const page = await client.call(integrationList, { connectionId: shop, limit: 1, after }, context);
      found.push(...page.items.map(({ id }) => id));
      after = page.next ?? undefined;
    } while (after !== undefined);
    expect(found).toEqual(items.map(({ id }) => id));
  });

  it('refuses two connections that have nothing to exchange', async () => {
    await expect(anIntegration([], [erp, otherErp])).rejects.toMatchObject({
      code: 'integration.connections_unsuitable',
    });
  });

  it('refuses a connection that does not exist and a package that is not offered', async () => {
    await expect(anIntegration([], [erp, connectionIdSchema.parse(randomUUID())])).rejects.toMatchObject({
      code: 'connection.not_found',
    });
    await expect(anIntegration(['invoices'])).rejects.toMatchObject({ code: 'package.not_found' });
  });

  describe('flows of orders to one administration', () => {
    const another = aPerson({ organizationId: `org-${randomUUID()}` });
    const orders = async (title: string, source: ConnectionId, target: ConnectionId) => {
      const request = { title, connectionIds: [source, target] as [ConnectionId, ConnectionId] };
      const { flows } = await client.call(
        integrationCreate,
        { ...request, packageIds: ['orders-and-customers'] },
        another,
      );
      if (!flows[0]) throw new Error('the integration has no flow');
      return flows[0];
    };

    it('get different prefixes, and a warning where somebody makes them equal', async () => {
      const [first, second] = [await orders('First', shop, erp), await orders('Second', otherShop, erp)];
      const third = await orders('Third', shop, sameErp);
      const elsewhere = await orders('Elsewhere', shop, otherErp);
      expect([first, second, third, elsewhere].map(({ settings }) => settings)).toEqual([
        {},
        { prefix: 'W2-' },
        { prefix: 'W3-' },
        {},
      ]);
      const save = (version: number, prefix: string) =>
        client.call(flowUpdate, { flowId: third.id, version, settings: { prefix } }, another);
      await expect(save(1, 'W2-')).resolves.toMatchObject({
        version: 2,
        settings: { prefix: 'W2-' },
        warnings: [{ code: 'flows.setting_shared', params: { integrations: '"Second"' }, field: 'prefix' }],
      });
      await expect(save(2, 'THIRD-')).resolves.not.toHaveProperty('warnings');
    });

    it('get different prefixes also when made at the same moment', async () => {
      const made = await Promise.all([1, 2, 3].map((index) => orders(`Shop ${index}`, otherShop, sameErp)));
      expect(new Set(made.map(({ settings }) => settings['prefix'])).size).toBe(3);
    });
  });

  it('adds and removes flows with their packages', async () => {
    const { id: integrationId } = await anIntegration(['products-and-stock']);
    const more = await client.call(
      integrationUpdate,
      { integrationId, packageIds: ['products-and-stock', 'orders-and-customers'] },
      context,
    );
    expect(more.flows.map(({ key }) => key)).toEqual(['products', 'orders']);
    const fewer = await client.call(
      integrationUpdate,
      { integrationId, packageIds: ['orders-and-customers'] },
      context,
    );
    expect(fewer.flows).toEqual([more.flows[1]]);
  });

  it('keeps every version of a flow with who changed it', async () => {
    const flow = await firstFlow();
    const changed = await client.call(flowUpdate, { flowId: flow.id, version: 1, settings: { ended: false } }, context);
    expect(changed).toMatchObject({ version: 2, settings: { ended: false } });
    await client.call(flowUpdate, { flowId: flow.id, version: 2, settings: { ended: true }, isEnabled: true }, context);
    const { items } = await client.call(flowVersionList, { flowId: flow.id }, context);
    expect(items).toMatchObject([
      { version: 3, isEnabled: true, settings: {}, changedBy: 'ann', changedByName: 'Ann' },
      { version: 2, isEnabled: false, settings: { ended: false }, changedBy: 'ann' },
      { version: 1, isEnabled: false, settings: {} },
    ]);
    const first = await client.call(flowVersionList, { flowId: flow.id, limit: 2 }, context);
    expect(first.items.map(({ version }) => version)).toEqual([3, 2]);
    const second = await client.call(flowVersionList, { flowId: flow.id, after: first.next ?? '' }, context);
    expect(second).toMatchObject({ items: [{ version: 1 }], next: null });
  });

  it('keeps when a flow was enabled for the first time', async () => {
    const flow = await firstFlow();
    expect(flow).toMatchObject({ createdAt: expect.any(String), enabledAt: null });
    const change = (version: number, isEnabled: boolean) =>
      client.call(flowUpdate, { flowId: flow.id, version, isEnabled }, context);
    const { enabledAt } = await change(1, true);
    expect(Date.parse(enabledAt ?? '')).toBeGreaterThanOrEqual(Date.parse(flow.createdAt ?? ''));
    await change(2, false);
    await expect(change(3, true)).resolves.toMatchObject({ enabledAt });
    await expect(client.call(flowGet, { flowId: flow.id }, context)).resolves.toMatchObject({
      enabledAt,
      createdAt: flow.createdAt,
    });
  });

  it('knows the flows of the integration the other way round', async () => {
    const back = { ...products, key: 'orders', entity: 'order' as const, title: 'Orders' };
    const reverse = { sourceApplicationId: back.targetApplicationId, targetApplicationId: back.sourceApplicationId };
    const flows = [products, { ...back, ...reverse }];
    catalog.packages = [{ id: 'products-and-stock', title: 'Products & stock', description: '', flows }];
    const { flows: made } = await anIntegration();
    const [there, opposite] = made;
    if (!there || !opposite) throw new Error('the package gave no two flows');
    const read = await client.call(flowGet, { flowId: opposite.id }, context);
    expect(read).toMatchObject({ relatedFlows: [], oppositeFlows: [{ flowId: there.id, entity: 'product' }] });
  });

  it('lets only one of two changes of the same version through', async () => {
    const flow = await firstFlow();
    const attempts = await Promise.allSettled(
      [true, false].map((ended) =>
        client.call(flowUpdate, { flowId: flow.id, version: 1, settings: { ended } }, context),
      ),
    );
    expect(attempts.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(attempts.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'flow.version_conflict' },
    });
  });

  it('refuses unknown settings and schedules that never come due', async () => {
    const flow = await firstFlow();
    const update = (change: object) => client.call(flowUpdate, { flowId: flow.id, version: 1, ...change }, context);
    await expect(update({ settings: { nonsense: 1 } })).rejects.toMatchObject({ code: 'flow.settings_invalid' });
    await expect(update({ schedule: { cron: '0 0 31 2 *', timeZone: 'UTC' } })).rejects.toMatchObject({
      code: 'flow.schedule_invalid',
    });
  });

  it('refuses settings that do not fit the target, at their rows, and saves nothing', async () => {
    const flow = await firstFlow();
    target.problems = [{ path: 'codes.NL:21', code: 'exact_online.vat_entry_unknown', params: { code: '99' } }];
    const update = (change: object) => client.call(flowUpdate, { flowId: flow.id, version: 1, ...change }, context);
    await expect(update({ settings: { ended: false } })).rejects.toMatchObject({
      code: 'flow.settings_invalid',
      problems: target.problems,
    });
    await expect(client.call(flowGet, { flowId: flow.id }, context)).resolves.toMatchObject({ version: 1 });
  });

  it('checks a flow that is enabled, and enables it whatever is found', async () => {
    const flow = await firstFlow();
    target.problems = [{ path: 'codes.NL:21', code: 'exact_online.vat_entry_unknown', params: { code: '99' } }];
    target.warnings = [{ code: 'exact_online.payments_by_condition', params: {}, field: 'paymentJournals' }];
    const warnings = [
      { code: 'exact_online.vat_entry_unknown', params: { code: '99' }, field: 'codes.NL:21' },
      ...target.warnings,
    ];
    await expect(client.call(flowCheck, { flowId: flow.id }, context)).resolves.toEqual({ warnings });
    const update = (version: number, isEnabled: boolean) =>
      client.call(flowUpdate, { flowId: flow.id, version, isEnabled }, context);
    await expect(update(1, true)).resolves.toMatchObject({ isEnabled: true, settings: {}, warnings });
    await expect(update(2, false)).resolves.not.toHaveProperty('warnings');
    target.error = new AppError('connection.application_down', 'too slow');
    const unchecked = { code: 'connection.application_down' };
    await expect(client.call(flowCheck, { flowId: flow.id }, context)).resolves.toMatchObject({ unchecked });
    await expect(update(3, true)).resolves.toMatchObject({ isEnabled: true, unchecked });
  });

  it('tells which rows a table lacks that records would wait for', async () => {
    const flow = await firstFlow();
    const table = { type: 'object', additionalProperties: { type: 'string' }, default: {}, 'x-side': 'target' };
    const kinds = { 'x-choices': 'tax_classes', 'x-key-choices': 'item_vat_rates' };
    const properties = { taxClasses: { ...table, ...kinds, 'x-checks-gaps': true }, others: { ...table, ...kinds } };
    const [first, ...others] = catalog.packages;
    const changed = { ...products, settingsSchema: { type: 'object', properties }, defaultSettings: {} };
    if (first) catalog.packages = [{ ...first, flows: [changed] }, ...others];
    const reason = { code: 'woocommerce.tax_rate_missing', params: { rate: '12', country: 'NL', classes: '-' } };
    target.gaps = ['12', '6'].map((key) => ({ reason, rows: [{ key, coveredBy: ['*'] }] }));
    const [twelve, six] = ['12', '6'].map((key) => ({ ...reason, field: `taxClasses.${key}` }));
    await expect(client.call(flowCheck, { flowId: flow.id }, context)).resolves.toEqual({ warnings: [twelve, six] });
    const update = (version: number, change: object) =>
      client.call(flowUpdate, { flowId: flow.id, version, ...change }, context);
    await expect(update(1, { settings: { taxClasses: { '12': 'a' } } })).resolves.toMatchObject({ warnings: [six] });
    await expect(update(2, { isEnabled: true })).resolves.toMatchObject({ isEnabled: true, warnings: [six] });
    await expect(update(3, { settings: { taxClasses: { '*': 'a' } } })).resolves.not.toHaveProperty('warnings');
  });

  it('refuses a row of a table whose key the other application does not have', async () => {
    const flow = await firstFlow();
    const table = { type: 'object', additionalProperties: { type: 'string' }, default: {}, 'x-side': 'target' };
    const keyed = { ...table, 'x-key-choices': 'warehouses' };
    const properties = { locations: { ...keyed, 'x-extra-keys': ['*'] }, others: keyed };
    const [first, ...others] = catalog.packages;
    const changed = { ...products, settingsSchema: { type: 'object', properties }, defaultSettings: {} };
    if (first) catalog.packages = [{ ...first, flows: [changed] }, ...others];
    const save = (locations: object, version = 1) =>
      client.call(flowUpdate, { flowId: flow.id, version, settings: { locations, others: { '9': 'a' } } }, context);
    await expect(save({ '1': 'a', '9': 'b', '*': 'c' })).rejects.toMatchObject({
      code: 'flow.settings_invalid',
      problems: [{ path: 'locations.9', code: 'field.row_unknown', params: { key: '9', choices: '1, 2, *' } }],
    });
    await expect(save({ '1': 'a', '*': 'c' })).resolves.not.toHaveProperty('warnings');
    source.error = new AppError('connection.application_down', 'too slow');
    await expect(save({ '9': 'b' }, 2)).resolves.toMatchObject({ unchecked: { code: 'connection.application_down' } });
    source.error = undefined;
    const enabling = client.call(flowUpdate, { flowId: flow.id, version: 3, isEnabled: true }, context);
    await expect(enabling).resolves.toMatchObject({ warnings: [{ code: 'field.row_unknown', field: 'locations.9' }] });
  });

  it('refuses settings that break a rule of the source, also while the target cannot be asked', async () => {
    const flow = await firstFlow();
    source.problems = [{ path: 'ended', code: 'field.required', params: {} }];
    target.error = new AppError('connection.application_down', 'too slow');
    const change = { flowId: flow.id, version: 1, settings: { ended: false } };
    await expect(client.call(flowUpdate, change, context)).rejects.toMatchObject({
      code: 'flow.settings_invalid',
      problems: source.problems,
    });
  });

  it('saves what the target warns of, with the warnings', async () => {
    const flow = await firstFlow();
    target.warnings = [{ code: 'exact_online.vat_entry_own_code', params: { key: 'BE:21', code: '2' } }];
    const change = { flowId: flow.id, version: 1, settings: { ended: false } };
    await expect(client.call(flowUpdate, change, context)).resolves.toMatchObject({
      version: 2,
      warnings: target.warnings,
    });
  });

  it('saves settings that the target cannot check just now, and says so', async () => {
    const flow = await firstFlow();
    const reason = { code: 'connections.check_late', params: { application: 'Shop' } };
    target.error = new AppError('connection.application_down', 'too slow', { reason });
    const change = { flowId: flow.id, version: 1, settings: { ended: false } };
    await expect(client.call(flowUpdate, change, context)).resolves.toMatchObject({ version: 2, unchecked: reason });
    await expect(client.call(flowGet, { flowId: flow.id }, context)).resolves.not.toHaveProperty('unchecked');
  });

  it('lists enabled, scheduled flows of all organizations to the runner alone', async () => {
    const flow = await firstFlow();
    await client.call(flowUpdate, { flowId: flow.id, version: 1, isEnabled: true }, context);
    const { items } = await client.call(scheduledFlowList, { limit: 1000 }, aSystem());
    expect(items).toContainEqual({ flowId: flow.id, organizationId: context.organizationId, schedule: flow.schedule });
    await expect(client.call(scheduledFlowList, {}, context as never)).rejects.toMatchObject({
      code: 'request.invalid',
    });
  });

  it('lists enabled flows of all organizations to the runner, with a schedule or without', async () => {
    const flow = await firstFlow();
    const listed = async () => {
      const { items } = await client.call(enabledFlowList, { limit: 1000 }, aSystem());
      return items.filter(({ flowId }) => flowId === flow.id);
    };
    expect(await listed()).toEqual([]);
    await client.call(flowUpdate, { flowId: flow.id, version: 1, isEnabled: true, schedule: null }, context);
    expect(await listed()).toEqual([{ flowId: flow.id, organizationId: context.organizationId }]);
  });

  it('hides everything from another organization', async () => {
    const flow = await firstFlow();
    const stranger = aPerson({ organizationId: 'org-strange' });
    await expect(client.call(flowGet, { flowId: flow.id }, stranger)).rejects.toMatchObject({ code: 'flow.not_found' });
    await expect(client.call(integrationList, {}, stranger)).resolves.toEqual({ items: [], next: null });
    await expect(client.call(integrationDelete, { integrationId: flow.integrationId }, stranger)).rejects.toMatchObject(
      { code: 'integration.not_found' },
    );
  });

  it('deletes an integration with its flows', async () => {
    const flow = await firstFlow();
    await client.call(integrationDelete, { integrationId: flow.integrationId }, context);
    await expect(client.call(flowGet, { flowId: flow.id }, context)).rejects.toMatchObject({ code: 'flow.not_found' });
  });

  it('takes over a newer package: new flows paused, ended ones gone', async () => {
    const { id: integrationId, flows } = await anIntegration();
    await expect(client.call(packageUpdateList, { integrationId }, context)).resolves.toEqual({ items: [] });
    const stock = { ...products, key: 'stock-levels', entity: 'stock_level' as const, title: 'Stock levels' };
    catalog.packages = [{ id: 'products-and-stock', title: 'Products & stock', description: '', flows: [stock] }];
    const packageId = 'products-and-stock';
    await expect(client.call(packageUpdateList, { integrationId }, context)).resolves.toEqual({
      items: [
        {
          packageId,
          title: 'Products & stock',
          newFlows: [{ key: 'stock-levels', title: 'Stock levels' }],
          endedFlows: [{ flowId: flows[0]?.id, title: 'Products' }],
        },
      ],
    });
    const updated = await client.call(packageUpdateApply, { integrationId, packageId }, context);
    expect(updated).toMatchObject({
      packageIds: [packageId],
      flows: [{ key: 'stock-levels', isEnabled: false, settings: {} }],
    });
    await expect(client.call(packageUpdateList, { integrationId }, context)).resolves.toEqual({ items: [] });
    const rows = await app
      .get(Database)
      .asSystem((transaction) =>
        transaction.query(`select payload->'data' as data from outbox where subject = 'settings.v1.flow.changed'`),
      );
    expect(rows).toContainEqual({ data: { flowId: flows[0]?.id, integrationId, isRemoved: true } });
  });

  it('lets go of a package that is not offered any more', async () => {
    const { id: integrationId } = await anIntegration(['products-and-stock', 'orders-and-customers']);
    catalog.packages = catalog.packages.slice(0, 1);
    const packageId = 'orders-and-customers';
    const updated = await client.call(packageUpdateApply, { integrationId, packageId }, context);
    expect(updated).toMatchObject({ packageIds: ['products-and-stock'], flows: [{ key: 'products' }] });
    await expect(client.call(packageUpdateApply, { integrationId, packageId }, context)).rejects.toMatchObject({
      code: 'package.not_found',
    });
  });

  it('enables, saves and restores a flow whose setting an update of Koppel ended', async () => {
    const flow = await firstFlow();
    await client.call(flowUpdate, { flowId: flow.id, version: 1, settings: { ended: false } }, context);
    const settingsSchema = { type: 'object', additionalProperties: false, properties: { fresh: { type: 'boolean' } } };
    const newer = { ...products, settingsSchema, defaultSettings: {} };
    catalog.packages = [{ id: 'products-and-stock', title: 'Products & stock', description: '', flows: [newer] }];
    const update = (version: number, change: object) =>
      client.call(flowUpdate, { flowId: flow.id, version, ...change }, context);
    await expect(client.call(flowGet, { flowId: flow.id }, context)).resolves.toMatchObject({ settings: {} });
    await expect(update(2, { isEnabled: true })).resolves.toMatchObject({ isEnabled: true, settings: {} });
    const whole = { ended: false, fresh: true };
    await expect(update(3, { settings: whole })).resolves.toMatchObject({ settings: { fresh: true } });
    await expect(update(4, { settings: { invented: 1 } })).rejects.toMatchObject({ code: 'flow.settings_invalid' });
  });
});
