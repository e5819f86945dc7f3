import type { TestStep } from '@koppel/contracts';
import { createConnectorContext, localRateBudget } from '@koppel/connector-host';
import type { ConnectorContext } from '@koppel/connector-sdk';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ExactClient } from '../src/client.js';
import { exactOnline } from '../src/index.js';
import { fixedAccess, startSandbox, type Sandbox } from './sandbox.js';

describe('the connection to Exact Online', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ seedItems: 5 });
  });
  afterEach(() => {
    sandbox.simulator.control.clearFaults();
    sandbox.simulator.control.clearLimits();
  });
  afterAll(() => sandbox.stop());

  const failed = (steps: TestStep[]): TestStep | undefined => steps.find(({ status }) => status === 'failed');

  it('passes every step and names the administration', async () => {
    const steps = await exactOnline.test(await sandbox.context());
    expect(steps.map(({ status }) => status)).toEqual(steps.map(() => 'passed'));
    expect(steps.find(({ id }) => id === 'division')?.reason.params).toMatchObject({ name: 'Koppel Sample BV' });
    expect(steps.find(({ id }) => id === 'currency')?.reason.params).toEqual({ currency: 'EUR' });
  });

  it('tells which documents orders can become, and fails where none is left', async () => {
    const { control } = sandbox.simulator;
    const reasons = async () =>
      new Map((await exactOnline.test(await sandbox.context())).map(({ id, reason }) => [id, reason.code]));
    control.injectFault({ kind: '403', path: 'salesorder/SalesOrders' });
    expect(await reasons()).toEqual(
      new Map([
        ...(await reasons()),
        ['licence', 'exact_online.licence_read'],
        ['orders', 'exact_online.forbidden'],
        ['invoices', 'exact_online.document_allowed'],
        ['entries', 'exact_online.document_allowed'],
      ]),
    );
    control.injectFault({ kind: '403', path: 'sales(order|invoice|entry)/', times: 3 });
    expect(failed(await exactOnline.test(await sandbox.context()))).toMatchObject({
      id: 'entries',
      reason: { code: 'exact_online.no_document' },
    });
  });

  it('passes without items and stock, which books alone do not have, and says so', async () => {
    const { control } = sandbox.simulator;
    control.injectFault({ kind: '403', path: 'logistics/Items|inventory/Warehouses', times: 2 });
    const steps = await exactOnline.test(await sandbox.context());
    expect(failed(steps)).toBeUndefined();
    const told = steps.flatMap(({ id, reason }) => (reason.code === 'exact_online.not_readable' ? id : []));
    expect(told).toEqual(['items', 'stock']);
  });

  it('says before the first payment that payments cannot be booked', async () => {
    const { control } = sandbox.simulator;
    control.injectFault({ kind: '403', path: 'financialtransaction/|ReceivablesList', times: 3 });
    const steps = await exactOnline.test(await sandbox.context());
    expect(failed(steps)).toBeUndefined();
    const told = steps.flatMap(({ id, reason }) =>
      reason.code === 'exact_online.payments_not_readable' ? [[id, reason.params['what']]] : [],
    );
    const rights = ['bank_entries', 'cash_entries', 'receivables'];
    expect(told).toEqual(rights.map((right) => [right, right]));
  });

  it('works in another administration than the one that is open', async () => {
    const steps = await exactOnline.test(await sandbox.context({ division: '100002' }));
    expect(failed(steps)).toBeUndefined();
    expect(steps.find(({ id }) => id === 'division')?.reason.params).toMatchObject({ name: 'Koppel Second BV' });
  });

  it('names the administrations that exist for a wrong division', async () => {
    const steps = await exactOnline.test(await sandbox.context({ division: '999999' }));
    expect(failed(steps)).toMatchObject({
      id: 'division',
      reason: { params: { others: expect.stringContaining('100001 (Koppel Sample BV)') }, field: 'division' },
      advice: { code: 'exact_online.division_advice' },
    });
    expect(steps.slice(2).every(({ status }) => status === 'skipped')).toBe(true);
  });

  it('calls a wrong division by its name in a run', async () => {
    const client = new ExactClient(await sandbox.context({ division: '999999' }));
    await expect(client.rows('logistics/Items', { top: 1 })).rejects.toMatchObject({
      failureClass: 'permission',
      reason: { code: 'exact_online.division_closed', params: { division: '999999' } },
    });
  });

  it('asks for a new authorisation when the grant was revoked', async () => {
    const revoked = await startSandbox({ seedItems: 1 });
    const context = await revoked.context();
    revoked.simulator.control.revokeGrants();
    expect(failed(await exactOnline.test(context))).toMatchObject({
      id: 'sign_in',
      advice: { code: 'exact_online.sign_in_advice' },
    });
    await revoked.simulator.close();
  });

  it.each([
    ['hang', 'http.timeout'],
    ['cut', 'http.cut'],
    ['malformed', 'http.unexpected_content'],
    ['500', 'http.server_error'],
    ['429', 'exact_online.minute_limit'],
  ] as const)('speaks plainly when Exact Online answers "%s"', async (kind, code) => {
    const context = await sandbox.context({ timeoutMs: 300 });
    sandbox.simulator.control.injectFault({ kind, path: 'current/Me', times: 5 });
    const step = failed(await exactOnline.test(context));
    expect(step?.reason.code).toBe(code);
    expect(step).toMatchObject({ isPassing: true, advice: { code: expect.stringMatching(/^connector\./) } });
  });
});

describe('links to the next page', () => {
  async function withServer(
    next: (origin: string) => string,
    host: { override?: string },
  ): Promise<{ origin: string; context: ConnectorContext; seen: string[]; stop(): void }> {
    const seen: string[] = [];
    const server = createServer((request, response) => {
      const { port } = server.address() as AddressInfo;
      seen.push(request.url ?? '');
      const isFirst = seen.length === 1;
      const body = {
        d: { results: [{ ID: seen.length }], ...(isFirst ? { __next: next(`http://127.0.0.1:${port}`) } : {}) },
      };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const context = createConnectorContext({
      connector: exactOnline,
      fields: { clientId: 'x', country: 'nl', division: '1' },
      host: { override: origin },
      access: fixedAccess('token'),
      budget: localRateBudget({ concurrency: 1 }),
      outbound: { allowPrivateAddresses: true },
      signal: new AbortController().signal,
      log: { info() {}, warn() {} },
    });
    return { origin, context: { ...context, host }, seen, stop: () => server.close() };
  }

  it('are followed, a sandbox behind a proxy by its path alone', async () => {
    const server = await withServer(() => 'http://other-name.example/api/v1/1/logistics/Items?$skiptoken=2', {
      override: 'http://127.0.0.1:1',
    });
    expect(await new ExactClient(server.context).allRows('logistics/Items')).toEqual([{ ID: 1 }, { ID: 2 }]);
    expect(server.seen[1]).toBe('/api/v1/1/logistics/Items?$skiptoken=2');
    server.stop();
  });

  it.each([
    'https://evil.example/api/v1/1/logistics/Items',
    'https://start.exactonline.nl/elsewhere',
    'https://start.exactonline.nl.evil.example/api/v1/x',
  ])('are refused to %s', async (link) => {
    const server = await withServer(() => link, {});
    await expect(new ExactClient(server.context).allRows('logistics/Items')).rejects.toMatchObject({
      failureClass: 'defect',
    });
    expect(server.seen).toHaveLength(1);
    server.stop();
  });
});
