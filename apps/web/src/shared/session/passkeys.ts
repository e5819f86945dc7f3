import { ProblemError } from '../api/problem.js';
import { post } from './accounts.js';
import { texts } from './texts.js';

/**
 * Opens a session by a passkey that the person chooses.
 *
 * @throws ProblemError
 */
export async function signInByPasskey(): Promise<void> {
  const options = (await post('/passkey/begin-sign-in')) as PublicKeyCredentialRequestOptionsJSON;
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  const response = await credentialOf(() => navigator.credentials.get({ publicKey }));
  await post('/passkey/finish-sign-in', { response });
}

/**
 * Has the browser make a passkey for who is signed in.
 *
 * @throws ProblemError
 */
export async function addPasskey({ name, password }: { name: string; password: string }): Promise<void> {
  const options = (await post('/passkey/begin-adding', { password })) as PublicKeyCredentialCreationOptionsJSON;
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  const response = await credentialOf(() => navigator.credentials.create({ publicKey }));
  await post('/passkey/finish-adding', { name, response });
}

async function credentialOf(ask: () => Promise<Credential | null>): Promise<unknown> {
  const credential = await ask().catch((error: unknown) => {
    throw failed(error);
  });
  if (!(credential instanceof PublicKeyCredential)) throw failed(undefined);
  return credential.toJSON();
}

/** Why browsers give none (WebAuthn, level 3, 5.1). */
const reasons: Readonly<Record<string, string>> = {
  InvalidStateError: texts.passkey.known,
  SecurityError: texts.passkey.wrongAddress,
};

function failed(cause: unknown): ProblemError {
  const name = cause instanceof DOMException ? cause.name : '';
  const detail = reasons[name] ?? texts.passkey.unused;
  return new ProblemError({ code: 'request.invalid', status: 400, title: texts.title, detail, cause });
}
