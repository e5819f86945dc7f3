import { Logger } from '@nestjs/common';
import type { BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthEndpoint, getSessionFromCtx } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';
import type { AuthAudit } from '../audit/auth-audit.service.js';
import { CallLimit } from '../api/call-limit.js';
import { addressOf, isPasswordOf, organizationOf, type AuthContext } from './auth-context.js';
import { maxPasskeys, type Passkey, type PasskeyRepository } from './passkey.repository.js';
import type { SecondFactorRepository } from './second-factor.repository.js';
import {
  assertionSchema,
  ceremonyMs,
  registrationSchema,
  type Assertion,
  type Registration,
  type WebAuthn,
} from './webauthn.js';

const logger = new Logger('Auth');

const maxPasswordsPerMinute = 5;
const passwordBody = z.object({ password: z.string().max(128) });
const nameSchema = z.string().trim().min(1).max(60);

interface Person {
  id: string;
  name: string;
  email: string;
}

type Change = 'passkey.added' | 'passkey.removed';
type Refusal = keyof typeof refusals;

/** Signing in by a passkey, and the passkeys of a person, as calls of better-auth: its sessions, cookies and limits hold for them too. */
export class Passkeys {
  private readonly passwordAttempts = new CallLimit(maxPasswordsPerMinute);

  /** @param onChange tells the person */
  constructor(
    private readonly passkeys: PasskeyRepository,
    private readonly factors: SecondFactorRepository,
    private readonly webAuthn: WebAuthn,
    private readonly audit: AuthAudit,
    private readonly onChange: (person: Person, change: { name: string; isAdded: boolean }) => Promise<void>,
  ) {}

  plugin(): BetterAuthPlugin {
    return { id: 'koppel-passkeys', endpoints: { ...this.ownPasskeys(), ...this.signIn() } };
  }

  private ownPasskeys() {
    const method = 'POST';
    const made = z.object({ name: nameSchema, response: registrationSchema });
    return {
      listPasskeys: createAuthEndpoint('/passkey/list', { method: 'GET' }, async (context) =>
        context.json(await this.list(context)),
      ),
      beginAddingPasskey: createAuthEndpoint('/passkey/begin-adding', { method, body: passwordBody }, async (context) =>
        context.json(await this.beginAdding(context, context.body.password)),
      ),
      finishAddingPasskey: createAuthEndpoint('/passkey/finish-adding', { method, body: made }, async (context) =>
        context.json(await this.finishAdding(context, context.body)),
      ),
      removePasskey: createAuthEndpoint(
        '/passkey/remove',
        { method, body: passwordBody.extend({ id: z.string().max(100) }) },
        async (context) => context.json(await this.remove(context, context.body)),
      ),
    };
  }

  private signIn() {
    const method = 'POST';
    const body = z.object({ response: assertionSchema });
    return {
      beginPasskeySignIn: createAuthEndpoint('/passkey/begin-sign-in', { method }, async (context) =>
        context.json(await this.beginSignIn(context)),
      ),
      finishPasskeySignIn: createAuthEndpoint('/passkey/finish-sign-in', { method, body }, async (context) =>
        context.json(await this.finishSignIn(context, context.body.response)),
      ),
    };
  }

  private async list(context: AuthContext) {
    const { user } = await signedIn(context);
    return (await this.passkeys.list(user.id)).map(shown);
  }

  private async beginAdding(context: AuthContext, password: string) {
    const user = await this.allowChange(context, password, 'passkey.added');
    const existing = await this.passkeys.list(user.id);
    if (existing.length >= maxPasskeys) await this.refuseChange(context, user, 'passkey.added', 'PASSKEY_LIMIT');
    const options = await this.webAuthn.registrationOptions(user, existing);
    await keepChallenge(context, `add ${user.id}`, options.challenge);
    return options;
  }

  private async finishAdding(context: AuthContext, { name, response }: { name: string; response: Registration }) {
    const { user, session } = await signedIn(context);
    const refuse = (code: Refusal) => this.refuseChange(context, user, 'passkey.added', code);
    const challenge = await takeChallenge(context, `add ${user.id}`);
    if (challenge === undefined) return refuse('PASSKEY_TOO_LATE');
    if (await this.factors.isPasskeyNeeded(session.id)) return refuse('PASSKEY_FIRST');
    const credential = await this.webAuthn.verifyRegistration(response, challenge);
    if (!credential) return refuse('PASSKEY_REFUSED');
    const added = await this.passkeys.add({ userId: user.id, name }, credential);
    if (added === 'limit') return refuse('PASSKEY_LIMIT');
    if (added === 'known') return refuse('PASSKEY_KNOWN');
    await this.passkeys.markSession(session.id, added.id);
    await this.afterChange(context, user, { action: 'passkey.added', name, endedSessions: 0 });
    return shown(added);
  }

  private async remove(context: AuthContext, { id, password }: { id: string; password: string }) {
    const user = await this.allowChange(context, password, 'passkey.removed');
    const { session } = await signedIn(context);
    const removed = await this.passkeys.remove({ id, userId: user.id, sessionId: session.id });
    if (!removed) return this.refuseChange(context, user, 'passkey.removed', 'PASSKEY_NOT_FOUND');
    await this.afterChange(context, user, { action: 'passkey.removed', ...removed });
    return { isRemoved: true };
  }

  private async beginSignIn(context: AuthContext) {
    const options = await this.webAuthn.assertionOptions();
    await keepChallenge(context, 'sign in', options.challenge);
    return options;
  }

  private async finishSignIn(context: AuthContext, response: Assertion) {
    const challenge = await takeChallenge(context, 'sign in');
    if (challenge === undefined) return this.refuseSignIn(context, null, 'PASSKEY_TOO_LATE');
    const passkey = await this.passkeys.findByCredential(response.id);
    if (!passkey) return this.refuseSignIn(context, null, 'PASSKEY_UNKNOWN');
    const counter = await this.webAuthn.verifyAssertion(response, challenge, passkey);
    if (counter === undefined || !(await this.passkeys.use({ id: passkey.id, counter })))
      return this.refuseSignIn(context, passkey.userId, 'PASSKEY_REFUSED');
    const { internalAdapter } = context.context;
    const user = await internalAdapter.findUserById(passkey.userId);
    if (!user) return this.refuseSignIn(context, null, 'PASSKEY_UNKNOWN');
    const session = await internalAdapter.createSession(user.id, false, { passkeyId: passkey.id });
    await setSessionCookie(context, { session, user });
    const fields = { userId: user.id, sessionId: session.id, passkeyId: passkey.id, address: addressOf(context) };
    logger.log(fields, 'a person signed in');
    const opened = { action: 'session.opened', detail: 'passkey', organizationId: organizationOf(session) } as const;
    await this.audit.accountAct(user.id, opened, context.headers);
    return { isSignedIn: true };
  }

  /** The password again, and no session that lacks what an organization asks for: it would give itself what it lacks. */
  private async allowChange(context: AuthContext, password: string, change: Change): Promise<Person> {
    const { user, session } = await signedIn(context);
    if (!this.passwordAttempts.admit(user.id)) await this.refuseChange(context, user, change, 'TOO_MANY_PASSWORDS');
    if (!(await isPasswordOf(context.context, user.id, password)))
      await this.refuseChange(context, user, change, 'INVALID_PASSWORD');
    if (await this.factors.isPasskeyNeeded(session.id)) await this.refuseChange(context, user, change, 'PASSKEY_FIRST');
    return user;
  }

  private async afterChange(
    context: AuthContext,
    user: Person,
    { action, name, endedSessions }: { action: Change; name: string; endedSessions: number },
  ): Promise<void> {
    const fields = { userId: user.id, path: context.path, address: addressOf(context), endedSessions };
    logger.log(fields, 'accounts were changed');
    await this.audit.accountAct(user.id, { action, detail: name }, context.headers);
    await this.onChange(user, { name, isAdded: action === 'passkey.added' });
  }

  private async refuseChange(context: AuthContext, user: Person, action: Change, code: Refusal): Promise<never> {
    const fields = { userId: user.id, path: context.path, address: addressOf(context), code };
    logger.warn(fields, 'a change of accounts was refused');
    await this.audit.accountAct(user.id, { action, code }, context.headers);
    throw refusalOf(code);
  }

  private refuseSignIn(context: AuthContext, userId: string | null, code: Refusal): Promise<never> {
    logger.warn({ userId, address: addressOf(context), code }, 'signing in was refused');
    if (userId !== null) this.audit.signInRefused(userId, code, context.headers);
    return Promise.reject(refusalOf(code));
  }
}

const refusals = {
  INVALID_PASSWORD: ['BAD_REQUEST', 'The password is wrong.'],
  TOO_MANY_PASSWORDS: ['TOO_MANY_REQUESTS', 'There were too many attempts. Wait a minute and try again.'],
  PASSKEY_FIRST: ['FORBIDDEN', 'Sign in by a passkey that you have before you change how you sign in.'],
  PASSKEY_LIMIT: ['BAD_REQUEST', `A person has ${maxPasskeys} passkeys at most. Remove one first.`],
  PASSKEY_KNOWN: ['BAD_REQUEST', 'This passkey was added before.'],
  PASSKEY_REFUSED: ['UNAUTHORIZED', 'The passkey was refused.'],
  PASSKEY_TOO_LATE: ['BAD_REQUEST', 'This took too long. Begin again.'],
  PASSKEY_NOT_FOUND: ['NOT_FOUND', 'You have no such passkey.'],
  PASSKEY_UNKNOWN: ['UNAUTHORIZED', 'There is no such passkey.'],
} as const;

function refusalOf(code: Refusal): InstanceType<typeof APIError> {
  const [status, message] = refusals[code];
  return new APIError(status, { code, message });
}

function shown({ id, name, createdAt, lastUsedAt }: Passkey): Passkey {
  return { id, name, createdAt, lastUsedAt };
}

async function signedIn(context: AuthContext) {
  const found = await getSessionFromCtx(context);
  if (!found) throw new APIError('UNAUTHORIZED');
  return found;
}

/** A challenge counts once, for one purpose, in the browser that was given it. */
async function keepChallenge(context: AuthContext, purpose: string, challenge: string): Promise<void> {
  const { name, attributes } = cookieOf(context);
  await context.setSignedCookie(name, challenge, context.context.secret, attributes);
  await context.context.internalAdapter.createVerificationValue({
    identifier: identifierOf(purpose, challenge),
    value: purpose,
    expiresAt: new Date(Date.now() + ceremonyMs),
  });
}

async function takeChallenge(context: AuthContext, purpose: string): Promise<string | undefined> {
  const challenge = await context.getSignedCookie(cookieOf(context).name, context.context.secret);
  if (!challenge) return undefined;
  const kept = await context.context.internalAdapter.consumeVerificationValue(identifierOf(purpose, challenge));
  return kept ? challenge : undefined;
}

function cookieOf({ context }: AuthContext) {
  return context.createAuthCookie('passkey', { maxAge: ceremonyMs / 1_000 });
}

function identifierOf(purpose: string, challenge: string): string {
  return `passkey ${purpose} ${challenge}`;
}
