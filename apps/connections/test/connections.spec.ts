import { Controller, Module } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { exactOnline } from '@koppel/connector-exact-online';
import {
  type AppError,
  accessGet,
  budgetChange,
  connectionDelete,
  connectionGet,
  connectionList,
  connectionTest,
  connectionUpdate,
  integrationList,
  type ParsedRequestOf,
  type ReplyOf,
} from '@koppel/contracts';
import { Answers, SERVICE_CONFIG, ServiceKitModule, startService } from '@koppel/service-kit';
import { aPerson, testConfig } from '@koppel/service-kit/testing';
import { parseKeyRing } from '@koppel/vault';
import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Config } from '../src/config.js';
import { Credentials } from '../src/connection/credentials.service.js';
import { ConnectionService } from '../src/connection/connection.service.js';
import { ConnectionRepository } from '../src/connection/connection.repository.js';
import { rotateKeys } from '../src/rotate-keys.command.js';
import { appSecret, anOAuthConnector, fixedKey, logIn, manyWays } from './fake-connectors.js';
import { aRingKey, Harness, type Replica } from './harness.js';

const oauth = anOAuthConnector('oauth', { authorize: '/authorize', token: '/token' });
let integrations: ReplyOf<typeof integrationList>['items'] = [];

const budget = { changes: [] as ParsedRequestOf<typeof budgetChange>[], grant: { units: 1, forMs: 60_000, waitMs: 0 } };

/** Answers as the settings service and the flow-runner would. */
@Controller()
class NeighbourAnswers {
  @Answers(budgetChange)
  change(request: ParsedRequestOf<typeof budgetChange>): Promise<ReplyOf<typeof budgetChange>> {
    budget.changes.push(request);
    return Promise.resolve(budget.grant);
  }

  @Answers(integrationList)
  list(): Promise<ReplyOf<typeof integrationList>> {
    return Promise.resolve({ items: integrations, next: null });
  }
}

/** An application that takes one password and the sessions it gave since. */
function startApplication() {
  const seen = { logins: 0, password: 'right', session: '' };
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const answer = (status: number, data: object) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(data));
      if (request.url === '/login') {
        seen.logins += 1;
        if ((JSON.parse(body) as { password: string }).password !== seen.password)
          return answer(401, { message: 'Wrong password' });
        seen.session = randomUUID();
        return answer(200, { token: seen.session });
      }
      const isIn = request.headers['x-session'] === seen.session || request.headers.authorization === 'Key right';
      return answer(isIn ? 200 : 401, isIn ? {} : { message: 'Unknown key' });
    });
  });
  return { server, seen };
}

describe('connections', () => {
  let harness: Harness;
  let replica: Replica;
  let neighbours: NestExpressApplication;
  const { server, seen } = startApplication();
  const person = aPerson();

  beforeAll(async () => {
    await new Promise<void>((resolve) => (server as Server).listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    harness = await Harness.create();
    replica = await harness.start({
      connectors: [exactOnline, oauth, fixedKey, logIn, manyWays],
      hosts: { 'fixed-key': url, 'log-in': url, 'many-ways': url },
    });
    const config = testConfig();
    @Module({ imports: [ServiceKitModule.forRoot({ name: 'settings', config })], controllers: [NeighbourAnswers] })
    class Neighbours {}
    neighbours = await startService({ name: 'settings', config, module: Neighbours });
  });
  beforeEach(() => {
    integrations = [];
    Object.assign(seen, { password: 'right' });
  });
  afterAll(async () => {
    await neighbours?.close();
    await harness?.close();
    server.closeAllConnections();
    server.close();
  });

  const get = (id: string, context = person) =>
    replica.client.call(connectionGet, { connectionId: id as never }, context);
  const accessOf = (id: string, refusedEpoch?: number) =>
    replica.client.call(accessGet, { connectionId: id as never, refusedEpoch }, person);
  const test = (id: string) => replica.client.call(connectionTest, { connectionId: id as never }, person);

  it('creates a connection in draft and shows no secret', async () => {
    const connection = await replica.create('oauth', { clientId: 'app', clientSecret: appSecret });
    expect(connection).toMatchObject({
      state: 'draft',
      fields: { clientId: 'app', country: 'nl' },
      secretsSet: ['clientSecret'],
      displayTitle: 'Ours',
    });
    expect(JSON.stringify(connection)).not.toContain(appSecret);
    expect(JSON.stringify(await replica.rows('select * from connection_secret'))).not.toContain(appSecret);
    await expect(replica.client.call(connectionList, {}, person)).resolves.toMatchObject({
      items: expect.arrayContaining([connection]) as unknown[],
    });
    await expect(replica.client.call(connectionList, { applicationId: 'log-in' as never }, person)).resolves.toEqual({
      items: [],
    });
  });

  it('tells which connections lead to one account', async () => {
    const accountOf = async (division: string) => {
      const fields = { country: 'nl', clientId: randomUUID(), clientSecret: appSecret, division };
      return (await replica.create('exact-online', fields)).account;
    };
    const account = await accountOf('12');
    expect(account).toEqual(expect.any(String));
    await expect(accountOf('12')).resolves.toBe(account);
    await expect(accountOf('13')).resolves.not.toBe(account);
    const { account: unknown } = await replica.create('oauth', { clientId: 'app', clientSecret: appSecret });
    expect(unknown).toBeUndefined();
  });

  it('tells every wrong field in words: the country in lower case', async () => {
    const wrong = replica.create('exact-online', {
      clientId: randomUUID(),
      country: 'NL',
      division: '12 34',
      clientSecret: '',
    });
    const error = await wrong.catch((cause: unknown) => cause as AppError);
    expect(error).toMatchObject({ code: 'connection.fields_invalid' });
    const { problems = [] } = error as AppError;
    expect(problems.map(({ path }) => path).sort()).toEqual(['clientSecret', 'country', 'division']);
    expect(problems).toContainEqual({ path: 'country', code: 'field.lower_case', params: { value: 'nl' } });
    expect(problems).toContainEqual({ path: 'clientSecret', code: 'field.required', params: {} });
  });

  it('refuses an application that nobody knows', async () => {
    await expect(replica.create('nobody', {})).rejects.toMatchObject({ code: 'application.not_found' });
  });

  it('keeps secrets that are left out, and starts over when the app or the country changes', async () => {
    const { id } = await replica.create('oauth', { clientId: 'app', clientSecret: appSecret });
    const update = (fields: Record<string, string>) =>
      replica.client.call(connectionUpdate, { connectionId: id, fields }, person);
    const secrets = async () => {
      const connection = await replica.app.get(ConnectionRepository).read('org-1', id);
      return replica.app.get(Credentials).openSecrets(connection);
    };
    const grant = () =>
      replica
        .rows(
          `insert into access_grant (connection_id, organization_id, epoch, access, refresh_token) values ($1, 'org-1', 1, 'x', 'y')
       on conflict (connection_id) do update set access = 'x', refresh_token = 'y'`,
          [id],
        )
        .then(() => replica.rows(`update connection set state = 'ready' where id = $1`, [id]));
    await expect(update({ country: 'be' })).rejects.toMatchObject({
      code: 'connection.fields_invalid',
      problems: [{ path: 'clientSecret' }],
    });
    await grant();
    await expect(update({ shop: 'one' })).resolves.toMatchObject({
      state: 'authorized',
      fields: { shop: 'one', clientId: 'app' },
    });
    await expect(secrets()).resolves.toEqual({ clientSecret: appSecret });
    for (const change of [
      { country: 'be', clientSecret: appSecret },
      { clientId: 'other' },
      { clientSecret: 'new-secret-4321' },
    ] as Record<string, string>[]) {
      await grant();
      await expect(update(change)).resolves.toMatchObject({ state: 'draft', reason: null });
      await expect(
        replica.rows('select access, refresh_token from access_grant where connection_id = $1', [id]),
      ).resolves.toEqual([{ access: null, refresh_token: null }]);
    }
    await expect(secrets()).resolves.toEqual({ clientSecret: 'new-secret-4321' });
  });

  it('keeps organizations apart', async () => {
    const { id } = await replica.create('fixed-key', { url: 'x', key: 'right' });
    const stranger = aPerson({ organizationId: 'org-2' });
    await expect(get(id, stranger)).rejects.toMatchObject({ code: 'connection.not_found' });
    await expect(replica.client.call(accessGet, { connectionId: id }, stranger)).rejects.toMatchObject({
      code: 'connection.not_found',
    });
    await expect(replica.client.call(connectionDelete, { connectionId: id }, stranger)).rejects.toMatchObject({
      code: 'connection.not_found',
    });
  });

  it('refuses to delete a connection in use, naming the integrations', async () => {
    const { id } = await replica.create('fixed-key', { url: 'x', key: 'right' });
    const now = new Date().toISOString();
    integrations = [
      {
        id: randomUUID() as never,
        title: 'Shop to books',
        connectionIds: [id, id],
        packageIds: [],
        flows: [],
        createdAt: now,
        updatedAt: now,
      },
    ];
    const remove = () => replica.client.call(connectionDelete, { connectionId: id }, person);
    await expect(remove()).rejects.toMatchObject({
      code: 'connection.in_use',
      message: expect.stringContaining('"Shop to books"') as string,
    });
    integrations = [];
    await expect(remove()).resolves.toEqual({});
    await expect(get(id)).rejects.toMatchObject({ code: 'connection.not_found' });
    await expect(replica.rows('select 1 from connection_secret where connection_id = $1', [id])).resolves.toEqual([]);
  });

  it('does not open a secret that was moved to another row or changed', async () => {
    const one = await replica.create('fixed-key', { url: 'x', key: 'right' });
    const two = await replica.create('fixed-key', { url: 'x', key: 'other' });
    await replica.rows(
      `update connection_secret set sealed = (select sealed from connection_secret where connection_id = $1) where connection_id = $2`,
      [one.id, two.id],
    );
    await expect(accessOf(two.id)).rejects.toMatchObject({
      code: 'service.defect',
      message: expect.stringContaining('changed or moved') as string,
    });
    await expect(accessOf(one.id)).resolves.toMatchObject({ credentials: { headers: { authorization: 'Key right' } } });
  });

  it('goes over to a new ring key as data keys are used, and needs the old one until then', async () => {
    const [old, current] = [aRingKey('old'), aRingKey('new')];
    const apart = await Harness.create();
    const start = (keyRing: string) => apart.start({ connectors: [fixedKey], keyRing });
    const read = async (from: Replica, id: string) =>
      from.app.get(Credentials).openSecrets(await from.app.get(ConnectionRepository).read('org-1', id as never));
    try {
      const first = await start(old);
      // Not by message: the replica of the other tests would answer just as well.
      const request = { applicationId: 'fixed-key' as never, displayTitle: 'Ours', fields: { url: 'x', key: 'right' } };
      const { id } = await first.app.get(ConnectionService).create(request, person);
      await expect(read(await start(current), id)).rejects.toMatchObject({
        code: 'service.defect',
        message: expect.stringContaining('"old"') as string,
      });
      const rotated = await start(`${current},${old}`);
      await expect(read(rotated, id)).resolves.toEqual({ key: 'right' });
      await expect(rotated.rows('select ring_key_id from data_key')).resolves.toEqual([{ ring_key_id: 'new' }]);
      await expect(read(await start(current), id)).resolves.toEqual({ key: 'right' });
    } finally {
      await apart.close();
    }
  });

  it('moves the data keys of all organizations by a command, and says which ring key is missing', async () => {
    const [old, current, next] = [aRingKey('old'), aRingKey('new'), aRingKey('next')];
    const apart = await Harness.create();
    try {
      const first = await apart.start({ connectors: [fixedKey], keyRing: old });
      const request = { applicationId: 'fixed-key' as never, displayTitle: 'Ours', fields: { url: 'x', key: 'right' } };
      for (const organizationId of ['org-1', 'org-2', 'org-3'])
        await first.app.get(ConnectionService).create(request, aPerson({ organizationId }));
      const rotated = await apart.start({ connectors: [fixedKey], keyRing: `${current},${old}` });
      const config = rotated.app.get<Config>(SERVICE_CONFIG);
      expect(await rotateKeys(config)).toEqual({ ringKey: 'new', moved: 3 });
      expect(await rotateKeys(config)).toEqual({ ringKey: 'new', moved: 0 });
      await expect(rotated.rows('select distinct ring_key_id from data_key')).resolves.toEqual([
        { ring_key_id: 'new' },
      ]);
      await expect(rotateKeys({ ...config, KOPPEL_KEY_RING: parseKeyRing(next) })).rejects.toThrow('"new"');
    } finally {
      await apart.close();
    }
  });

  it('tests a fixed key and stops a connection whose key is refused', async () => {
    const { id } = await replica.create('fixed-key', { url: 'x', key: 'wrong' });
    await expect(test(id)).resolves.toMatchObject({
      connection: { state: 'needs_attention', reason: { code: 'http.forbidden', params: { said: 'Unknown key' } } },
      steps: [{ status: 'failed' }],
    });
    await expect(accessOf(id)).rejects.toMatchObject({ code: 'connection.needs_attention' });
    await replica.client.call(connectionUpdate, { connectionId: id, fields: { key: 'right' } }, person);
    await expect(test(id)).resolves.toMatchObject({
      connection: { state: 'ready', reason: null },
      steps: [{ status: 'passed' }],
    });
    const { epoch } = await accessOf(id);
    // One refusal says nothing yet: there is no newer key, and the connection stays as it is.
    await expect(accessOf(id, epoch)).resolves.toMatchObject({ epoch });
    await expect(get(id)).resolves.toMatchObject({ state: 'ready' });
  });

  it('remembers the way that a test found, until the credentials change', async () => {
    const { id } = await replica.create('many-ways', { url: 'x', key: 'right' });
    const before = await accessOf(id);
    expect(before.credentials).toMatchObject({ way: 'usual', headers: { 'x-dropped': 'Key right' } });
    await expect(test(id)).resolves.toMatchObject({ connection: { state: 'ready' } });
    // Whoever holds the old ones gets the new ones, and no refusal.
    const found = await accessOf(id, before.epoch);
    expect(found).toMatchObject({
      epoch: before.epoch + 1,
      credentials: { way: 'other', headers: { authorization: 'Key right' } },
    });
    await test(id);
    expect((await accessOf(id)).epoch).toBe(found.epoch);
    await replica.client.call(connectionUpdate, { connectionId: id, fields: { key: 'wrong' } }, person);
    expect((await accessOf(id)).credentials.way).toBe('usual');
    await expect(test(id)).resolves.toMatchObject({ connection: { state: 'needs_attention' } });
  });

  it('gives the reason of each step as a code', async () => {
    const { id } = await replica.create('fixed-key', { url: 'x', key: 'right' });
    const { steps } = await replica.client.call(connectionTest, { connectionId: id }, person);
    expect(steps).toMatchObject([{ title: { code: 'fake.log_in' }, reason: { code: 'fake.logged_in' } }]);
  });

  it('takes the calls of log-ins and tests from the budget that the flow-runner counts for runs', async () => {
    const { id } = await replica.create('log-in', { password: 'right' });
    budget.changes = [];
    await expect(test(id)).resolves.toMatchObject({ connection: { state: 'ready' } });
    const { changes } = budget;
    // One for the log-in, one for the call of the test.
    expect(changes.map(({ change }) => change.wanted)).toEqual([1, 1]);
    expect(changes[0]).toMatchObject({ applicationId: 'log-in', account: id, limits: { concurrency: 2 } });
    budget.grant = { units: 0, forMs: 0, waitMs: 60_000 };
    const { steps } = await replica.client.call(connectionTest, { connectionId: id }, person);
    budget.grant = { units: 1, forMs: 60_000, waitMs: 0 };
    expect(steps).toMatchObject([{ status: 'failed', reason: { code: 'budget.exhausted' } }]);
  });

  it('logs in once for many, keeps the session sealed, and logs in anew when it is refused', async () => {
    const { id } = await replica.create('log-in', { password: 'right' });
    const before = seen.logins;
    const given = await Promise.all(Array.from({ length: 6 }, () => accessOf(id)));
    expect(seen.logins - before).toBe(1);
    expect(new Set(given.map(({ credentials }) => credentials.headers['x-session']))).toEqual(new Set([seen.session]));
    expect(JSON.stringify(await replica.rows('select * from access_grant'))).not.toContain(seen.session);
    const renewed = await accessOf(id, given[0]?.epoch);
    expect(renewed).toMatchObject({ epoch: 2, credentials: { headers: { 'x-session': seen.session } } });
    expect(seen.logins - before).toBe(2);
    await expect(test(id)).resolves.toMatchObject({ connection: { state: 'ready' } });
  });

  it('stops a connection whose password is refused, and asks again only when told to', async () => {
    const { id } = await replica.create('log-in', { password: 'right' });
    seen.password = 'changed';
    const before = seen.logins;
    for (let tries = 0; tries < 3; tries += 1)
      await expect(accessOf(id)).rejects.toMatchObject({ code: 'connection.needs_attention' });
    expect(seen.logins - before).toBe(1);
    await expect(test(id)).resolves.toMatchObject({
      connection: { state: 'needs_attention' },
      steps: [{ status: 'failed' }],
    });
    seen.password = 'right';
    await expect(test(id)).resolves.toMatchObject({ connection: { state: 'ready' } });
  });

  it('does not test or use what nobody authorised', async () => {
    const { id } = await replica.create('oauth', { clientId: 'app', clientSecret: appSecret });
    await expect(test(id)).rejects.toMatchObject({
      code: 'connection.not_authorized',
      details: { connectionId: id },
    });
    await expect(accessOf(id)).rejects.toMatchObject({ code: 'connection.not_authorized' });
  });
});
