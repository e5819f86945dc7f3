import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticatorTransport,
} from '@simplewebauthn/server';
import { COSEALG, decodeAttestationObject, isoBase64URL } from '@simplewebauthn/server/helpers';
import { z } from 'zod';

/** How long a person may take for a ceremony. */
export const ceremonyMs = 5 * 60_000;
/** What browsers and authenticators have; the same list whatever Node can. */
const algorithms = [COSEALG.ES256, COSEALG.EdDSA, COSEALG.RS256];

/** Binary in JSON, as browsers write it. */
const binary = z
  .string()
  .regex(/^[\w-]+$/)
  .max(8_192);
const credential = { id: binary, rawId: binary, type: z.literal('public-key') };

/** A credential that was made, as `PublicKeyCredential.toJSON()` gives it (WebAuthn, level 3). */
export const registrationSchema = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: binary,
    attestationObject: binary,
    transports: z
      .array(z.string().regex(/^[a-z-]{1,20}$/))
      .max(8)
      .default([]),
  }),
});
/** A credential that was used. */
export const assertionSchema = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: binary,
    authenticatorData: binary,
    signature: binary,
    userHandle: binary.nullish(),
  }),
});
export type Registration = z.infer<typeof registrationSchema>;
export type Assertion = z.infer<typeof assertionSchema>;

/** What is kept of a credential, to know it again. */
export interface Credential {
  /** Base64url. */
  credentialId: string;
  /** COSE. */
  publicKey: Uint8Array;
  counter: number;
  transports: string[];
}

/**
 * The ceremonies of WebAuthn for one site. A credential counts where it was made or used at exactly this origin, for this
 * host, with the challenge that was given out, and where its authenticator verified the person.
 */
export class WebAuthn {
  private readonly origin: string;
  private readonly rpId: string;

  constructor(publicUrl: string) {
    ({ origin: this.origin, hostname: this.rpId } = new URL(publicUrl));
  }

  /** @param existing of the same person: an authenticator that has one of them makes no second one */
  registrationOptions(user: { id: string; name: string; email: string }, existing: readonly Credential[]) {
    return generateRegistrationOptions({
      ...{ rpName: 'Koppel', rpID: this.rpId, timeout: ceremonyMs },
      ...{ userID: new TextEncoder().encode(user.id), userName: user.email, userDisplayName: user.name },
      attestationType: 'none',
      supportedAlgorithmIDs: algorithms,
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: existing.map(({ credentialId: id, transports }) => ({
        id,
        transports: transports as AuthenticatorTransport[],
      })),
    });
  }

  /** For whatever credential the person chooses: nobody learns who has one. */
  assertionOptions() {
    return generateAuthenticationOptions({ rpID: this.rpId, timeout: ceremonyMs, userVerification: 'required' });
  }

  /** Undefined where it does not count. */
  async verifyRegistration(response: Registration, challenge: string): Promise<Credential | undefined> {
    // Certificates of makers are not asked for, and none is followed: the addresses in them are a stranger's.
    if (hasCertificates(response)) return undefined;
    const { registrationInfo } = await verifyRegistrationResponse({
      ...this.expected(challenge),
      response: { ...response, clientExtensionResults: {} },
      supportedAlgorithmIDs: algorithms,
    }).catch(() => ({ registrationInfo: undefined }));
    if (!registrationInfo) return undefined;
    const { id: credentialId, publicKey, counter } = registrationInfo.credential;
    return { credentialId, publicKey, counter, transports: response.response.transports };
  }

  /** Gives the counter of the authenticator; undefined where the credential does not count. */
  async verifyAssertion(
    { response: { userHandle, ...response }, ...rest }: Assertion,
    challenge: string,
    known: Credential & { userId: string },
  ): Promise<number | undefined> {
    if (userHandle && Buffer.from(userHandle, 'base64url').toString() !== known.userId) return undefined;
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      ...this.expected(challenge),
      response: { ...rest, response, clientExtensionResults: {} },
      credential: { id: known.credentialId, publicKey: Uint8Array.from(known.publicKey), counter: known.counter },
    }).catch(() => ({ verified: false, authenticationInfo: undefined }));
    return verified ? authenticationInfo?.newCounter : undefined;
  }

  private expected(expectedChallenge: string) {
    const { origin: expectedOrigin, rpId: expectedRPID } = this;
    return { expectedChallenge, expectedOrigin, expectedRPID, requireUserVerification: true };
  }
}

function hasCertificates({ response: { attestationObject } }: Registration): boolean {
  try {
    return decodeAttestationObject(isoBase64URL.toBuffer(attestationObject)).get('attStmt').get('x5c') !== undefined;
  } catch {
    // What cannot be read is refused with everything else that is wrong.
    return false;
  }
}
