import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

const flags = { isPresent: 0x01, isVerified: 0x04, hasCredential: 0x40 };

/** How a ceremony goes where it does not go as it should. */
export interface Circumstances {
  /** Of the page that asks the browser. */
  origin: string;
  rpId: string;
  /** The authenticator checked a finger, a face or a code. */
  isVerified: boolean;
  counter: number;
  challenge: string;
  userHandle: string;
  /** Of another authenticator. */
  privateKey: KeyObject;
}

type CborMap = ReadonlyMap<string | number, CborValue>;
type CborValue = number | string | Uint8Array | CborMap;

/** An authenticator with one credential, and the browser before it (WebAuthn, level 3): ES256. */
export class Authenticator {
  readonly credentialId = randomBytes(32).toString('base64url');
  readonly privateKey: KeyObject;
  private readonly coseKey: Buffer;
  private userHandle = '';
  private uses = 0;

  constructor(
    private readonly site: Pick<Circumstances, 'origin' | 'rpId'>,
    private readonly attestation: { fmt: string; attStmt: CborMap } = { fmt: 'none', attStmt: new Map() },
  ) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    this.privateKey = privateKey;
    // COSE (RFC 9053): EC2, ES256, P-256.
    const point = [x, y].map((part) => Buffer.from(part, 'base64url'));
    this.coseKey = cbor(
      new Map<number, CborValue>([
        ...([
          [1, 2],
          [3, -7],
          [-1, 1],
        ] as const),
        ...point.map((part, index) => [-2 - index, part] as const),
      ]),
    );
  }

  /** Answers options of `navigator.credentials.create()`. */
  create(options: { challenge: string; user: { id: string } }, changes: Partial<Circumstances> = {}) {
    this.userHandle = options.user.id;
    const id = Buffer.from(this.credentialId, 'base64url');
    const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, this.coseKey]);
    const authData = Buffer.concat([this.authenticatorData(changes, flags.hasCredential), credential]);
    const attestation = new Map<string, CborValue>([...Object.entries(this.attestation), ['authData', authData]]);
    return {
      ...this.credential(),
      response: {
        clientDataJSON: this.clientData('webauthn.create', options.challenge, changes).toString('base64url'),
        attestationObject: cbor(attestation).toString('base64url'),
        transports: ['internal'],
      },
    };
  }

  /** Answers options of `navigator.credentials.get()`. */
  get(options: { challenge: string }, changes: Partial<Circumstances> = {}) {
    this.uses += 1;
    const clientData = this.clientData('webauthn.get', options.challenge, changes);
    const authData = this.authenticatorData(changes, 0);
    const signed = Buffer.concat([authData, createHash('sha256').update(clientData).digest()]);
    return {
      ...this.credential(),
      response: {
        clientDataJSON: clientData.toString('base64url'),
        authenticatorData: authData.toString('base64url'),
        signature: sign('sha256', signed, changes.privateKey ?? this.privateKey).toString('base64url'),
        userHandle: changes.userHandle ?? this.userHandle,
      },
    };
  }

  private credential() {
    const { credentialId: id } = this;
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, authenticatorAttachment: 'platform' };
  }

  private clientData(type: string, challenge: string, changes: Partial<Circumstances>): Buffer {
    const { origin } = { ...this.site, ...changes };
    return Buffer.from(JSON.stringify({ type, challenge: changes.challenge ?? challenge, origin, crossOrigin: false }));
  }

  private authenticatorData(changes: Partial<Circumstances>, more: number): Buffer {
    const { rpId, isVerified = true, counter = this.uses } = { ...this.site, ...changes };
    const counted = Buffer.alloc(5);
    counted.writeUInt8(flags.isPresent | (isVerified ? flags.isVerified : 0) | more);
    counted.writeUInt32BE(counter, 1);
    return Buffer.concat([createHash('sha256').update(rpId).digest(), counted]);
  }
}

/** CBOR (RFC 8949) of what is needed here. */
function cbor(value: CborValue): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value]);
  const entries = [...value].flatMap(([key, inner]) => [cbor(key), cbor(inner)]);
  return Buffer.concat([head(5, value.size), ...entries]);
}

function head(major: number, count: number): Buffer {
  if (count < 24) return Buffer.from([(major << 5) | count]);
  return count < 256
    ? Buffer.from([(major << 5) | 24, count])
    : Buffer.from([(major << 5) | 25, count >> 8, count & 0xff]);
}
