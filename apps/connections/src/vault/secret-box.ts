import { AppError } from '@koppel/contracts';
import { decrypt, encrypt, SealBroken, type Place } from './envelope.js';

const version = 'v1';

/** Seals and opens one organization's secrets with its data key. */
export class SecretBox {
  readonly #key: Buffer;

  constructor(
    readonly organizationId: string,
    readonly dataKeyId: string,
    key: Buffer,
  ) {
    this.#key = key;
  }

  seal(place: Omit<Place, 'organizationId'>, plain: string): string {
    const sealed = encrypt(this.#key, { ...place, organizationId: this.organizationId }, Buffer.from(plain, 'utf8'));
    return `${version}:${this.dataKeyId}:${sealed}`;
  }

  /** @throws AppError `service.defect` when the ciphertext was changed or belongs to another row, column or organization. */
  open(place: Omit<Place, 'organizationId'>, sealed: string): string {
    try {
      const [sealVersion, dataKeyId, body] = sealed.split(':');
      if (sealVersion !== version || dataKeyId !== this.dataKeyId || body === undefined) throw new SealBroken();
      return decrypt(this.#key, { ...place, organizationId: this.organizationId }, body).toString('utf8');
    } catch (cause: unknown) {
      throw new AppError(
        'service.defect',
        'A stored secret of this connection cannot be opened: it was changed or moved outside Koppel. Nothing was sent to the ' +
          'application. Enter the credentials again, or restore the database from its backup.',
        { cause, details: { place: place.column } },
      );
    }
  }
}
