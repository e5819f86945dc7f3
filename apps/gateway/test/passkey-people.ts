import { Authenticator, type Circumstances } from './authenticator.js';
import { cookieOf, owner, type TestGateway, type Visitor } from './harness.js';

const { password } = owner;

/** The address of the gateway of tests. */
export const site = { origin: 'http://localhost:8080', rpId: 'localhost' };

export async function json<T>(answer: Response): Promise<T> {
  return (await answer.json()) as T;
}

interface Passkey {
  id: string;
  name: string;
  createdAt: string;
  lastUsedAt: string | null;
}

/** What people do with passkeys, in their browsers. */
export function peopleAt(started: () => TestGateway) {
  const refusal = async (answer: Response) => [answer.status, (await json<{ code?: string }>(answer)).code];
  const session = (cookie: string) => started().visitor(cookie).get('/api/v1/session').then(json);
  const list = async (visitor: Visitor) => json<Passkey[]>(await visitor.get('/api/auth/passkey/list'));

  async function newMember(role = 'admin') {
    const member = await started().addMember(role);
    return { ...member, visitor: await started().signIn(member) };
  }

  /** The browser after the answer: with the cookies that it had, and those that were set. */
  const after = ({ cookie }: Visitor, answer: Response) =>
    started().visitor([cookie, cookieOf(answer)].filter((one) => one !== '').join('; '));

  async function begin(visitor: Visitor, path: string, body: object = {}) {
    const begun = await visitor.post(`/api/auth/passkey/${path}`, body);
    if (!begun.ok) throw new Error(`${path} was refused: ${await begun.text()}`);
    const options = await json<Parameters<Authenticator['create']>[0]>(begun.clone());
    return { options, browser: after(visitor, begun) };
  }

  async function tryToAdd(
    visitor: Visitor,
    changes: Partial<Circumstances> = {},
    authenticator = new Authenticator(site),
  ) {
    const { options, browser } = await begin(visitor, 'begin-adding', { password });
    const response = authenticator.create(options, changes);
    const answer = await browser.post('/api/auth/passkey/finish-adding', { name: ' Laptop ', response });
    return { answer, authenticator, browser, response };
  }

  async function memberWithPasskey(role?: string) {
    const member = await newMember(role);
    const { answer, authenticator } = await tryToAdd(member.visitor);
    expect(answer.status).toBe(200);
    return { ...member, authenticator, passkey: await json<Passkey>(answer) };
  }

  async function signIn(authenticator: Authenticator, changes: Partial<Circumstances> = {}) {
    const { options, browser } = await begin(started().nobody, 'begin-sign-in');
    const response = authenticator.get(options, changes);
    const answer = await browser.post('/api/auth/passkey/finish-sign-in', { response });
    return { answer, browser, response };
  }

  async function signedInBy(authenticator: Authenticator): Promise<Visitor> {
    const { answer } = await signIn(authenticator);
    expect(answer.status).toBe(200);
    return started().visitor(cookieOf(answer));
  }

  return { refusal, session, list, newMember, begin, tryToAdd, memberWithPasskey, signIn, signedInBy };
}
