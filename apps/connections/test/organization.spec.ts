import { organizationConnectionsDelete, type MessageContext } from '@koppel/contracts';
import { aPerson } from '@koppel/service-kit/testing';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AccessSeal } from '../src/access/access-seal.service.js';
import { GrantRepository } from '../src/access/grant.repository.js';
import { anOAuthConnector, appSecret, fixedKey } from './fake-connectors.js';
import { Harness, type Replica } from './harness.js';

const paths = { authorize: '/authorize', token: '/token' };
const revokeUrl = (_fields: object, host: { override?: string | undefined }) => `${host.override}/revoke`;
const tables = ['connection', 'connection_secret', 'access_grant', 'data_key', 'authorization_attempt', 'outbox'];

describe('an organization and its end', () => {
  let harness: Harness;
  let replica: Replica;
  const revoked: { form: URLSearchParams; authorization: string | undefined }[] = [];
  let status = 200;
  const provider = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      if (request.url === '/revoke')
        revoked.push({ form: new URLSearchParams(body), authorization: request.headers.authorization });
      response.writeHead(status).end();
    });
  });

  beforeAll(async () => {
    await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
    harness = await Harness.create();
    replica = await harness.start({
      connectors: [anOAuthConnector('oauth', paths, { revokeUrl }), anOAuthConnector('without', paths), fixedKey],
      maxConnections: 3,
      hosts: { oauth: url, without: url, 'fixed-key': url },
    });
  });

  afterAll(async () => {
    await harness?.close();
    provider.close();
  });

  /** A connection whose log-in is done. */
  async function anAuthorized(applicationId: string, context: MessageContext): Promise<string> {
    const connection = await replica.create(applicationId, { clientId: 'app', clientSecret: appSecret }, context);
    const owner = { id: connection.id, organizationId: context.organizationId };
    const sealed = await replica.app.get(AccessSeal).seal(owner, {
      credentials: { kind: 'headers', headers: { authorization: 'Bearer a' } } as never,
      refreshToken: `refresh-${connection.id}`,
      obtainedAt: new Date(),
      expiresAt: null,
    });
    await replica.database.forOrganization(context.organizationId, (transaction) =>
      replica.app
        .get(GrantRepository)
        .replace(transaction, { organizationId: context.organizationId, connectionId: connection.id }, sealed),
    );
    return connection.id;
  }

  const rowsOf = async ({ organizationId }: MessageContext) => {
    const counts = tables.map((table) => `(select count(*)::int from ${table} where organization_id = $1) as ${table}`);
    return (await replica.rows<Record<string, number>>(`select ${counts.join(', ')}`, [organizationId]))[0];
  };
  const nothing = Object.fromEntries(tables.map((table) => [table, 0]));
  const remove = (context: MessageContext) => replica.client.call(organizationConnectionsDelete, {}, context);

  it('gives grants back where the application takes them, and leaves no secret and no key', async () => {
    const [leaving, staying] = [aPerson({ organizationId: 'leaving' }), aPerson({ organizationId: 'staying' })];
    const id = await anAuthorized('oauth', leaving);
    await anAuthorized('without', leaving);
    await replica.create('fixed-key', { url: 'https://shop.example', key: 'right' }, leaving);
    await anAuthorized('oauth', staying);
    const kept = await rowsOf(staying);
    const done = await remove(leaving);
    expect(done).toMatchObject({ isDone: true, notRevoked: 1 });
    expect(done.deletedRows).toBeGreaterThan(5);
    expect(revoked).toHaveLength(1);
    expect(revoked[0]?.form.get('token')).toBe(`refresh-${id}`);
    expect(revoked[0]?.authorization).toMatch(/^Basic /);
    expect(await rowsOf(leaving)).toEqual(nothing);
    expect(await rowsOf(staying)).toMatchObject({ ...kept, outbox: expect.any(Number) as number });
    expect(await remove(leaving)).toMatchObject({ deletedRows: 0, isDone: true, notRevoked: 0 });
  });

  it('has no more connections than its list can show, also where they are made at once', async () => {
    const person = aPerson({ organizationId: 'many' });
    const create = () => replica.create('fixed-key', { url: 'https://shop.example', key: 'right' }, person);
    const made = await Promise.allSettled([create(), create(), create(), create(), create()]);
    expect(made.filter(({ status: outcome }) => outcome === 'fulfilled')).toHaveLength(3);
    await expect(create()).rejects.toMatchObject({ reason: { code: 'connections.too_many', params: { max: 3 } } });
  });

  it('is not held up by an application that refuses, and says how many did', async () => {
    const leaving = aPerson({ organizationId: 'leaving-too' });
    await anAuthorized('oauth', leaving);
    status = 503;
    expect(await remove(leaving)).toMatchObject({ isDone: true, notRevoked: 1 });
    expect(await rowsOf(leaving)).toEqual(nothing);
  });
});
