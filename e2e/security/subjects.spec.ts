import { connect, type NatsConnection } from '@nats-io/transport-node';
import type { MessageContext, Role } from '@koppel/contracts';
import { isDeepStrictEqual } from 'node:util';
import { shapeOf } from '../lib/operation-requests.js';
import { subjects, subjectTrials, type NatsUser, type SubjectTrial } from '../lib/subject-requests.js';
import { contentOf, idsOfNobody, sessionOf, startTwoOrganizations } from '../lib/two-organizations.js';
import type { Organization, TwoOrganizations } from '../lib/two-organizations.js';

interface Answer {
  reply?: unknown;
  error?: { code: string };
}

const trials = subjectTrials().map((trial) => ({ ...trial, subject: trial.contract.subject }));
const ofOrganizations = trials.filter(({ contract }) => contract.scope === 'organization');
const ofSystem = trials.filter(({ contract }) => contract.scope === 'system');
/** Asked in the context of an organization that has nothing: it would delete another. */
const isDeletion = (subject: string) => subject.endsWith('.organization.delete');

describe('the subjects of NATS', () => {
  let two: TwoOrganizations;
  let content: object;
  const connections = new Map<NatsUser, NatsConnection>();

  beforeAll(async () => {
    two = await startTwoOrganizations();
    content = await contentOf(two.first);
  });
  afterAll(async () => {
    for (const connection of connections.values()) await connection.close();
    await two?.stop();
  });

  async function connectAs(user: NatsUser): Promise<NatsConnection> {
    const open = connections.get(user);
    if (open) return open;
    const { natsUrl: servers, natsPasswords } = two.system;
    const made = await connect({ servers, user, pass: natsPasswords?.[user], inboxPrefix: `_INBOX_${user}` });
    connections.set(user, made);
    return made;
  }

  /** As a service that was taken over would: it may say in whose name it asks. */
  async function ask(
    { contract: { subject }, user }: SubjectTrial,
    context: unknown,
    request: object,
  ): Promise<Answer> {
    const connection = await connectAs(user);
    const message = JSON.stringify({ pattern: subject, id: crypto.randomUUID(), data: { context, request } });
    const answer = await connection.request(subject, message, { timeout: 60_000 });
    return answer.json<{ response: Answer }>().response;
  }

  const contextOf = async ({ id, owner }: Organization): Promise<MessageContext> => {
    const { user } = await sessionOf(owner);
    const actor = { kind: 'person', userId: user.id, role: 'owner' satisfies Role };
    return { organizationId: id, actor } as MessageContext;
  };

  it('are all tried here: the contracts have no other', () => {
    expect(trials.map(({ subject }) => subject).toSorted()).toEqual(subjects());
  });

  it.each(ofOrganizations)('$subject finds and changes nothing of another organization', async (trial) => {
    const { first, second } = two;
    const sender = { password: two.password, url: two.receiver.url };
    const context = await contextOf(isDeletion(trial.subject) ? { ...second, id: 'of-nobody' } : second);
    for (const [index, request] of trial.requests(first.ids, sender).entries()) {
      const none = trial.requests(idsOfNobody(), sender)[index] ?? {};
      const theirs = JSON.stringify(await ask(trial, context, request));
      expect(theirs).not.toContain(two.canary);
      if (!isDeepStrictEqual(request, none))
        expect(shapeOf(theirs)).toEqual(shapeOf(JSON.stringify(await ask(trial, context, none))));
    }
    expect(await contentOf(first)).toEqual(content);
  });

  it.each(ofOrganizations)('$subject refuses a message that names no organization', async (trial) => {
    const request = trial.requests(two.first.ids, { password: two.password, url: two.receiver.url })[0] ?? {};
    const ofService = { organizationId: null, actor: { kind: 'service', name: trial.user } };
    for (const context of [undefined, null, {}, ofService, { ...(await contextOf(two.first)), organizationId: '' }])
      expect(await ask(trial, context, request)).toMatchObject({ error: { code: 'request.invalid' } });
  });

  it.each(ofSystem)('$subject, across organizations, refuses the name of a person', async (trial) => {
    const answer = await ask(trial, await contextOf(two.first), {});
    expect(answer).toMatchObject({ error: { code: 'request.invalid' } });
  });
});
