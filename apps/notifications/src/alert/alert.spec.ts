import { connectionSchema, flowConditionSchema, type Connection, type FlowCondition } from '@koppel/contracts';
import { conditionsOf, differenceOf, type Alert, type Condition } from './alert.js';

const at = '2026-11-20T10:00:00.000Z';
const later = '2026-11-20T11:00:00.000Z';
const shop = 'a2b3c4d5-e6f7-4890-91ab-cdef01234505';
const books = 'f1a2b3c4-d5e6-4f70-8a9b-0c1d2e3f4a0b';
const flowId = '5f0d9a52-13f3-4b0b-8a0e-7f5f1b1c2d02';

const aConnection = (overrides: Partial<Connection>): Connection =>
  connectionSchema.parse({
    ...{ id: shop, applicationId: 'woocommerce', displayTitle: 'Webshop', state: 'ready', reason: null, fields: {} },
    ...{ secretsSet: [], testedAt: at, createdAt: at, updatedAt: at, ...overrides },
  });
const aFlow = (overrides: Partial<FlowCondition> = {}): FlowCondition =>
  flowConditionSchema.parse({
    ...{ kind: 'flow_failing', objectId: flowId, flowId, integrationId: flowId, entity: 'order', count: 3 },
    ...{ connectionIds: [shop, books], since: at, evidentFrom: at, ...overrides },
  });
const anAlert = (overrides: Partial<Alert> = {}): Alert => ({
  ...{
    id: 'alert-1',
    kind: 'connection_needs_attention',
    objectId: shop,
    params: { name: 'Webshop', path: '/', count: 1 },
  },
  ...{ since: new Date(at), openedAt: new Date(at), healedAt: null, ...overrides },
});
const none = { connections: [], flows: [], open: [], brokenUntil: new Map<string, Date>() };
const alerting = (conditions: readonly Condition[]) =>
  conditions.filter(({ isAlerting }) => isAlerting).map(({ kind }) => kind);

describe('what is wrong', () => {
  it.each([
    [{ state: 'ready' }, []],
    [{ state: 'authorized' }, []],
    [{ state: 'needs_attention' }, ['connection_needs_attention']],
    [{ state: 'needs_attention', testedAt: null }, []],
    [{ state: 'draft' }, []],
  ] as const)('is with a connection %j: %j', (state, kinds) => {
    expect(alerting(conditionsOf({ ...none, connections: [aConnection(state)] }))).toEqual(kinds);
  });

  it('is explained where a connection of the flow is broken, or was when its runs failed', () => {
    const flows = [aFlow()];
    expect(alerting(conditionsOf({ ...none, flows }))).toEqual(['flow_failing']);
    expect(alerting(conditionsOf({ ...none, flows, open: [anAlert()] }))).toEqual([]);
    expect(alerting(conditionsOf({ ...none, flows, brokenUntil: new Map([[books, new Date(later)]]) }))).toEqual([]);
    const since = [aFlow({ evidentFrom: later })];
    const brokenUntil = new Map([[books, new Date(at)]]);
    expect(alerting(conditionsOf({ ...none, flows: since, brokenUntil }))).toEqual(['flow_failing']);
  });

  it('is not explained for issues: their records were read and refused', () => {
    const flows = [aFlow({ kind: 'issues_open', objectId: 'cause' })];
    expect(alerting(conditionsOf({ ...none, flows, open: [anAlert()] }))).toEqual(['issues_open']);
  });
});

describe('the difference to the alerts that are open', () => {
  const conditions = (...connections: Connection[]) => conditionsOf({ ...none, connections });

  it('opens what is new, once', () => {
    const broken = conditions(aConnection({ state: 'needs_attention' }));
    expect(differenceOf([], broken).opened).toHaveLength(1);
    expect(differenceOf([anAlert()], broken)).toMatchObject({ opened: [], healed: [], lasting: [{}] });
  });

  it('neither opens nor heals while somebody changes the connection', () => {
    const changing = conditions(aConnection({ state: 'draft' }));
    expect(differenceOf([], changing).opened).toEqual([]);
    expect(differenceOf([anAlert()], changing).healed).toEqual([]);
  });

  it('heals what is not wrong any more', () => {
    expect(differenceOf([anAlert()], conditions(aConnection({}))).healed).toHaveLength(1);
  });
});
