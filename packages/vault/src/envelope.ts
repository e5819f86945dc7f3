import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/** The cell that a ciphertext belongs to; it opens there only. */
export interface CellRef {
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

/** As JSON, so that the parts stay separate whatever they contain. */
function additionalData({ organizationId, rowId, column }: CellRef): Buffer {
  return Buffer.from(JSON.stringify([organizationId, rowId, column]));
}

/** AES-256-GCM with a fresh nonce (NIST SP 800-38D): base64 of nonce, tag and ciphertext. */
export function encrypt(key: Buffer, cell: CellRef, plain: Buffer): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(additionalData(cell));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
}

/** @throws SealBroken */
export function decrypt(key: Buffer, cell: CellRef, sealed: string): Buffer {
  const bytes = Buffer.from(sealed, 'base64');
  if (bytes.length < nonceBytes + tagBytes) throw new SealBroken();
  try {
    const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
    decipher.setAAD(additionalData(cell));
    decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
    return Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]);
  } catch (cause: unknown) {
    throw new SealBroken({ cause });
  }
}
