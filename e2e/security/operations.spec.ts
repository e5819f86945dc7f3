import { apiPrefix, operations, roles, type Operation, type OperationId, type Role } from '@koppel/contracts';
import { isDeepStrictEqual } from 'node:util';
import { send } from '../lib/koppel-client.js';
import { foreignRequests, operationIds, requestsOf, shapeOf } from '../lib/operation-requests.js';
import { contentOf, idsOfNobody, startTwoOrganizations, type TwoOrganizations } from '../lib/two-organizations.js';

interface Answer {
  status: number;
  text: string;
  /** Of a problem. */
  code?: string;
}

/** What the gateway serves beside the operations of the contracts, by their ids in OpenAPI. */
interface OwnRoute {
  method: 'GET' | 'POST';
  path: string;
  /** The least role; undefined where anybody may. */
  role?: Role;
  needsSession?: boolean;
}
const ownRoutes: Record<string, OwnRoute> = {
  getSession: { method: 'GET', path: '/session' },
  listenToEvents: { method: 'GET', path: '/events', role: 'viewer' },
  deleteOrganization: { method: 'POST', path: '/organization-deletions', role: 'owner', needsSession: true },
  getOrganizationDeletion: { method: 'GET', path: `/organization-deletions/${crypto.randomUUID()}` },
  getInvitation: { method: 'GET', path: `/invitations/${crypto.randomUUID()}` },
  acceptInvitation: { method: 'POST', path: `/invitations/${crypto.randomUUID()}/acceptance` },
  exportAuditLog: { method: 'GET', path: '/audit-log/export?format=jsonl', role: 'admin' },
};

const httpOf = (operationId: OperationId): Operation['http'] => operations[operationId].http;
/** From least to most, without the role itself. */
const rolesBelow = (role: Role) => roles.slice(roles.indexOf(role) + 1);
const withRoleBelow = (all: readonly OperationId[]) => all.filter((id) => rolesBelow(httpOf(id).role).length > 0);
const forKeys = operationIds.filter((id) => !httpOf(id).needsSession);
const forSessions = operationIds.filter((id) => httpOf(id).needsSession);

describe('the operations of the API', () => {
  let two: TwoOrganizations;
  let sender: { password: string; url: string };
  /** Of the first organization; nobody changes it before the calls that may. */
  let content: object;

  beforeAll(async () => {
    two = await startTwoOrganizations();
    sender = { password: two.password, url: two.receiver.url };
    content = await contentOf(two.first);
  });
  afterAll(() => two?.stop());

  const ask = async (operationId: OperationId, input: object, headers: Record<string, string>): Promise<Answer> =>
    read(await send(two.system.url, { operationId, input: input as never, headers }));
  const first = () => two.first;
  const second = () => two.second;
  const expectUnchanged = async () => expect(await contentOf(first())).toEqual(content);

  it('are all tried here: OpenAPI has no other', async () => {
    const document = (await (await fetch(`${two.system.url}/api/openapi.json`)).json()) as {
      paths: Record<string, Record<string, { operationId: string }>>;
    };
    const described = Object.values(document.paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    );
    expect(described.toSorted()).toEqual([...operationIds, ...Object.keys(ownRoutes)].toSorted());
  });

  describe('with ids of another organization', () => {
    it.each(operationIds)('%s finds and changes nothing', async (operationId) => {
      const cookie = { cookie: second().owner.cookie };
      for (const [index, request] of requestsOf(operationId, first().ids, sender).entries()) {
        const none = requestsOf(operationId, idsOfNobody(), sender)[index] ?? {};
        const theirs = await ask(operationId, request, cookie);
        expect(theirs.text).not.toContain(two.canary);
        if (!isDeepStrictEqual(request, none)) expectNothingOf(theirs, await ask(operationId, none, cookie));
      }
      await expectUnchanged();
    });

    const worlds = () => ({ own: second().ids, foreign: first().ids, nobody: idsOfNobody() });

    it.each(operationIds)('%s finds and changes nothing where only one id is of another', async (operationId) => {
      const cookie = { cookie: second().owner.cookie };
      for (const { theirs, nobodys } of foreignRequests(operationId, worlds(), sender))
        expectNothingOf(await ask(operationId, theirs, cookie), await ask(operationId, nobodys, cookie));
      await expectUnchanged();
    });

    function expectNothingOf(theirs: Answer, nobodys: Answer): void {
      expect(theirs.text).not.toContain(two.canary);
      if (theirs.status !== 200) expect([404, 403, 409, 422]).toContain(theirs.status);
      // What is another's answers as what does not exist.
      expect({ ...theirs, text: shapeOf(theirs.text) }).toEqual({ ...nobodys, text: shapeOf(nobodys.text) });
    }
  });

  it.each(operationIds)('%s refuses who is not signed in', async (operationId) => {
    for (const request of requestsOf(operationId, first().ids, sender))
      expect(await ask(operationId, request, {})).toMatchObject({ status: 401, code: 'request.unauthenticated' });
  });

  it.each(withRoleBelow(operationIds))('%s refuses a role below its own', async (operationId) => {
    for (const role of rolesBelow(httpOf(operationId).role))
      for (const request of requestsOf(operationId, first().ids, sender)) {
        const answer = await ask(operationId, request, { cookie: first().members[role].cookie });
        expect({ role, ...answer }).toMatchObject({ role, status: 403, code: 'request.forbidden' });
      }
    await expectUnchanged();
  });

  it.each(operationIds)('%s takes its role', async (operationId) => {
    const { cookie } = first().members[httpOf(operationId).role];
    for (const request of requestsOf(operationId, idsOfNobody(), sender)) {
      const { status, text } = await ask(operationId, request, { cookie });
      expect({ status, text, isIn: isIn(status) }).toMatchObject({ isIn: true });
    }
  });

  it.each(forKeys)('%s takes a key with its scope', async (operationId) => {
    for (const request of requestsOf(operationId, idsOfNobody(), sender)) {
      const { status, text } = await ask(operationId, request, bearer(first().keys.all));
      expect({ status, text, isIn: isIn(status) }).toMatchObject({ isIn: true });
    }
  });

  it.each(forKeys.filter((id) => httpOf(id).role !== 'viewer'))(
    '%s refuses a key that only reads',
    async (operationId) => {
      for (const request of requestsOf(operationId, first().ids, sender))
        expect(await ask(operationId, request, bearer(first().keys.read))).toMatchObject({
          ...{ status: 403, code: 'request.forbidden' },
        });
    },
  );

  it.each(forSessions)('%s refuses a key', async (operationId) => {
    for (const request of requestsOf(operationId, first().ids, sender))
      expect(await ask(operationId, request, bearer(first().keys.all))).toMatchObject({
        ...{ status: 401, code: 'request.key_refused' },
      });
  });

  describe.each(Object.entries(ownRoutes))('%s', (_id, { method, path, role, needsSession }) => {
    const call = async (headers: Record<string, string>): Promise<Answer> => {
      const body = method === 'POST' ? JSON.stringify({ password: 'none of anybody' }) : undefined;
      const all = { ...headers, 'content-type': 'application/json' };
      return read(await fetch(`${two.system.url}${apiPrefix}${path}`, { method, headers: all, body }));
    };

    it('asks for a session and a role, where it needs them', async () => {
      const isOpen = (await call({})).status !== 401;
      expect(isOpen).toBe(role === undefined);
      for (const below of role ? rolesBelow(role) : [])
        expect(await call({ cookie: first().members[below].cookie })).toMatchObject({ status: 403 });
    });

    it('says nothing of another organization', async () => {
      expect((await call({ cookie: second().owner.cookie })).text).not.toContain(two.canary);
    });

    it('takes a key only where it needs no session', async () => {
      const { status } = await call(bearer(first().keys.all));
      expect(status === 401).toBe(needsSession === true);
    });
  });
});

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
/** Whoever asked may do so; what was asked for need not exist. */
const isIn = (status: number) => status !== 401 && status !== 403 && status < 500;

/** A stream of events has no end, so it is not waited for. */
async function read(response: Response): Promise<Answer> {
  const { status, headers } = response;
  const type = headers.get('content-type') ?? '';
  if (type.startsWith('text/event-stream')) {
    await response.body?.cancel();
    return { status, text: '' };
  }
  const text = await response.text();
  if (!type.startsWith('application/problem+json')) return { status, text };
  return { status, text, code: (JSON.parse(text) as { code: string }).code };
}
