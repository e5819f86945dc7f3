import { createRequire } from 'node:module';
import { jest } from '@jest/globals';
import { type ExactOnlineSimulator, startExactOnlineSimulator } from '../src/index.js';

/**
 * Runs the npm package n8n-nodes-exact-online unchanged. This file replaces what n8n gives to a node: parameters, credentials,
 * and an HTTP helper that logs in with OAuth 2.0 and sends real requests.
 */
const load = createRequire(import.meta.url);

interface CredentialType {
  properties: { name: string; default: string }[];
}

interface ForeignNode {
  execute: (this: unknown) => Promise<Record<string, unknown>[][]>;
  methods: { loadOptions: Record<string, (this: unknown) => Promise<{ name: string; value: unknown }[]>> };
}

interface RequestOptions {
  method: string;
  uri: string;
  headers: Record<string, string>;
  body?: unknown;
  qs: Record<string, string | number>;
}

// The node needs two error classes of n8n-workflow; n8n itself would be far too large a dependency.
jest.mock(
  'n8n-workflow',
  () => {
    class WrappedError extends Error {
      constructor(_node: unknown, error: unknown) {
        super(error instanceof Error ? error.message : String(error), { cause: error });
      }
    }
    return { NodeApiError: WrappedError, NodeOperationError: WrappedError };
  },
  { virtual: true },
);

/** Logs in as n8n's "Connect my account" does, by the package's credential description. */
async function connect(baseUrl: string): Promise<string> {
  const { ExactOnlineApiOAuth2Api } = load(
    'n8n-nodes-exact-online/dist/credentials/ExactOnlineApiOAuth2Api.credentials.js',
  ) as { ExactOnlineApiOAuth2Api: new () => CredentialType };
  const { properties } = new ExactOnlineApiOAuth2Api();
  const described = (name: string): string =>
    (properties.find((each) => each.name === name)?.default ?? '').replace('={{$self["url"]}}', baseUrl);
  const app = { client_id: 'n8n', redirect_uri: 'https://n8n.example/rest/oauth2-credential/callback' };
  const query = new URLSearchParams({ ...app, response_type: 'code', state: 'n8n-state', scope: described('scope') });
  const form = { ...Object.fromEntries(query), username: 'demo@example.com', password: 'demo' };
  const page = await fetch(`${described('authUrl')}?${query}`);
  const action = (html: string): string => new URL(/action="([^"]+)"/.exec(html)?.[1] ?? '', baseUrl).href;
  const login = await fetch(action(await page.text()), { method: 'POST', body: new URLSearchParams(form) });
  const cookie = login.headers.get('set-cookie')?.split(';')[0] ?? '';
  const decision = new URLSearchParams({ ...Object.fromEntries(query), decision: 'allow' });
  const consent = await fetch(action(await login.text()), {
    method: 'POST',
    headers: { cookie },
    body: decision,
    redirect: 'manual',
  });
  const code = new URL(consent.headers.get('location') ?? '').searchParams.get('code') ?? '';
  expect(described('authentication')).toBe('body');
  const exchange = {
    ...app,
    client_secret: 'n8n-secret',
    grant_type: described('grantType') && 'authorization_code',
    code,
  };
  const tokens = await fetch(described('accessTokenUrl'), { method: 'POST', body: new URLSearchParams(exchange) });
  return ((await tokens.json()) as { access_token: string }).access_token;
}

/** n8n's request helper in the form that the package calls: the old `request` library's options and answer. */
async function sendAuthorized(token: string, options: RequestOptions): Promise<unknown> {
  const url = new URL(options.uri);
  for (const [name, value] of Object.entries(options.qs)) url.searchParams.append(name, String(value));
  const response = await fetch(url, {
    method: options.method.toUpperCase(),
    headers: {
      Accept: 'application/json',
      'Content-Type': 'application/json',
      ...options.headers,
      Authorization: `Bearer ${token}`,
    },
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} - ${text}`);
  const body: unknown = text === '' ? undefined : JSON.parse(text);
  return { statusCode: response.status, headers: Object.fromEntries(response.headers), body };
}

describe('n8n-nodes-exact-online against the simulator', () => {
  let simulator: ExactOnlineSimulator;
  let token: string;
  let node: ForeignNode;
  let division: number;

  beforeAll(async () => {
    const apps = [
      {
        clientId: 'n8n',
        clientSecret: 'n8n-secret',
        redirectUris: ['https://n8n.example/rest/oauth2-credential/callback'],
      },
    ];
    simulator = await startExactOnlineSimulator({ apps, seedItems: 150, limits: { perMinute: 1000 } });
    token = await connect(simulator.url);
    const { ExactOnline } = load('n8n-nodes-exact-online/dist/nodes/ExactOnline/ExactOnline.node.js') as {
      ExactOnline: new () => ForeignNode;
    };
    node = new ExactOnline();
    const [first] = await loadOptions('getDivisions');
    division = Number(first?.value);
  });
  afterAll(() => simulator.close());

  /** What n8n hands to a node as `this`. */
  function contextFor(parameters: Record<string, unknown>): unknown {
    return {
      getNodeParameter: (name: string, _index: number, fallback?: unknown) => parameters[name] ?? fallback,
      getCredentials: () => Promise.resolve({ url: simulator.url }),
      getNode: () => ({ name: 'Exact Online' }),
      getInputData: () => [{ json: {} }],
      continueOnFail: () => false,
      helpers: {
        requestWithAuthentication: (_type: string, options: RequestOptions) => sendAuthorized(token, options),
        returnJsonArray: (data: Record<string, unknown>[]) => data,
      },
    };
  }

  function loadOptions(
    name: string,
    parameters: Record<string, unknown> = {},
  ): Promise<{ name: string; value: unknown }[]> {
    const method = node.methods.loadOptions[name];
    if (!method) throw new Error(`The node has no ${name}.`);
    return method.call(contextFor({ authentication: 'oAuth2', ...parameters }));
  }

  async function execute(parameters: Record<string, unknown>): Promise<Record<string, unknown>[]> {
    const [output = []] = await node.execute.call(
      contextFor({ authentication: 'oAuth2', division: String(division), ...parameters }),
    );
    return output;
  }

  it('finds the current division and the list of divisions', async () => {
    expect(division).toBe(simulator.division);
    expect((await loadOptions('getDivisions')).map(({ value }) => value)).toEqual([100001, 100002]);
  });

  it('pages through all items', async () => {
    const all = await execute({
      service: 'logistics',
      resource: 'Items',
      operation: 'getAll',
      limit: 1000,
      selectedFields: ['ID', 'Code'],
    });
    const held = simulator.control.list('logistics/Items');
    expect(held.length).toBeGreaterThan(120);
    expect(new Set(all.map((each) => each['Code']))).toEqual(new Set(held.map((each) => each['Code'])));
    expect(all).toHaveLength(held.length);
    expect(simulator.control.counters().requests['GET /api/v1/{division}/logistics/Items']).toBe(3);
  });

  it('filters, and reads one item by its ID', async () => {
    const filter = [
      { field: 'IsWebshopItem', operator: 'eq', value: '1' },
      { field: 'IsSalesItem', operator: 'eq', value: 'true' },
    ];
    const found = await execute({
      service: 'logistics',
      resource: 'Items',
      operation: 'getAll',
      limit: 500,
      'filter.filter': filter,
    });
    expect(found).toHaveLength(simulator.control.list('logistics/Items', { where: { IsWebshopItem: 1 } }).length);
    const [one] = await execute({ service: 'logistics', resource: 'Items', operation: 'get', id: found[0]?.['ID'] });
    expect(one).toMatchObject({ Code: found[0]?.['Code'] });
  });

  it('reads changes through a sync endpoint', async () => {
    const filter = [{ field: 'Timestamp', operator: 'gt', value: '1' }];
    const changed = await execute({
      ...{ service: 'sync', resource: 'Logistics/Items', operation: 'getAll', limit: 5000 },
      'filter.filter': filter,
    });
    expect(changed).toHaveLength(simulator.control.list('logistics/Items').length);
  });

  it('creates an account and sales orders and pages through the orders', async () => {
    const data = [
      { fieldName: 'Name', fieldValue: 'From n8n' },
      { fieldName: 'Status', fieldValue: 'C' },
    ];
    const [account] = await execute({ service: 'crm', resource: 'Accounts', operation: 'post', 'data.field': data });
    const [item] = simulator.control.list('logistics/Items');
    for (let count = 0; count < 65; count += 1) {
      const lines = [{ Item: item?.['ID'], Quantity: 1, NetPrice: 2, VATCode: '2' }];
      const manualBody = { OrderedBy: account?.['ID'], YourRef: `n8n-${count}`, SalesOrderLines: lines };
      await execute({
        service: 'salesorder',
        resource: 'SalesOrders',
        operation: 'post',
        useManualBody: true,
        manualBody,
      });
    }
    const orders = await execute({ service: 'salesorder', resource: 'SalesOrders', operation: 'getAll', limit: 100 });
    expect(new Set(orders.map((each) => each['YourRef'])).size).toBe(65);
    expect(orders[0]).toMatchObject({ AmountFC: 2.42, OrderedByName: 'From n8n' });
  });

  it('changes and deletes by ID and accepts 204 as success', async () => {
    const [account] = simulator.control.list('crm/Accounts', { where: { Name: 'From n8n' } });
    const target = { service: 'crm', resource: 'Accounts' };
    const created = await execute({
      ...target,
      operation: 'post',
      'data.field': [{ fieldName: 'Name', fieldValue: 'Brief' }],
    });
    const id = created[0]?.['ID'];
    await execute({ ...target, operation: 'put', id, 'data.field': [{ fieldName: 'City', fieldValue: 'Delft' }] });
    expect(simulator.control.get('crm/Accounts', String(id))).toMatchObject({ City: 'Delft' });
    await execute({ ...target, operation: 'delete', id });
    expect(simulator.control.get('crm/Accounts', String(id))).toBeUndefined();
    expect(account).toBeDefined();
  });

  it('gets the error of an invalid filter', async () => {
    const filter = [{ field: 'Notes', operator: 'eq', value: 'x' }];
    const failing = execute({
      service: 'logistics',
      resource: 'Items',
      operation: 'getAll',
      limit: 5,
      'filter.filter': filter,
    });
    await expect(failing).rejects.toThrow('Notes');
  });
});
