import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/** Where a ciphertext belongs. It opens in this place only. */
export interface Place {
  organizationId: string;
  rowId: string;
  column: string;
}

/** The ciphertext was changed, moved to another row, or belongs to another key. */
export class SealBroken extends Error {
  constructor(options?: ErrorOptions) {
    super('the ciphertext does not belong to this row and key, or was changed', options);
    this.name = 'SealBroken';
  }
}

/** JSON keeps the parts apart whatever they contain. */
function additionalData({ organizationId, rowId, column }: Place): Buffer {
  return Buffer.from(JSON.stringify([organizationId, rowId, column]));
}

/** AES-256-GCM with a fresh nonce (NIST SP 800-38D): base64 of nonce, tag and ciphertext. */
export function encrypt(key: Buffer, place: Place, plain: Buffer): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(additionalData(place));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
}

/** @throws SealBroken */
export function decrypt(key: Buffer, place: Place, sealed: string): Buffer {
  const bytes = Buffer.from(sealed, 'base64');
  if (bytes.length < nonceBytes + tagBytes) throw new SealBroken();
  try {
    const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
    decipher.setAAD(additionalData(place));
    decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
    return Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]);
  } catch (cause: unknown) {
    throw new SealBroken({ cause });
  }
}
