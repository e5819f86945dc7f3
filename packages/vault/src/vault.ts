import { AppError } from '@koppel/contracts';
import { randomBytes, randomUUID } from 'node:crypto';
import { postgresDataKeys, type DataKeys, type TenantDatabase, type WrappedDataKey } from './data-keys.js';
import { decrypt, encrypt, SealBroken, type CellRef } from './envelope.js';
import type { KeyRing } from './key-ring.js';

export type { CellRef };

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

  seal(cell: Omit<CellRef, 'organizationId'>, plain: string): string {
    const sealed = encrypt(this.#key, { ...cell, organizationId: this.organizationId }, Buffer.from(plain, 'utf8'));
    return `${version}:${this.dataKeyId}:${sealed}`;
  }

  /** @throws AppError `service.defect` when the ciphertext was changed or belongs to another row, column or organization. */
  open(cell: Omit<CellRef, 'organizationId'>, sealed: string): string {
    try {
      const [sealVersion, dataKeyId, body] = sealed.split(':');
      if (sealVersion !== version || dataKeyId !== this.dataKeyId || body === undefined) throw new SealBroken();
      return decrypt(this.#key, { ...cell, organizationId: this.organizationId }, body).toString('utf8');
    } catch (cause: unknown) {
      throw new AppError(
        'service.defect',
        'a stored secret cannot be opened: it was changed or moved outside Koppel; enter it again or restore a backup',
        { cause, details: { column: cell.column } },
      );
    }
  }
}

const maxBoxes = 5_000;
const movedAtOnce = 100;

/** What {@link Vault.moveDataKeys} did. */
export interface MovedDataKeys {
  /** Of the current key, which encrypts every data key now. */
  ringKey: string;
  moved: number;
}

/**
 * Gives each organization its secret box. Data keys are re-wrapped with the ring's current key when they are used.
 *
 * @param log told when a data key was re-wrapped
 */
export class Vault {
  private readonly boxes = new Map<string, SecretBox>();

  constructor(
    private readonly ring: KeyRing,
    private readonly dataKeys: DataKeys,
    private readonly log: (message: string) => void,
  ) {}

  /** Call it outside of a transaction: a new data key must be stored even if the caller's work is rolled back. */
  async boxOf(organizationId: string): Promise<SecretBox> {
    const cached = this.boxes.get(organizationId);
    if (cached) return cached;
    const key = (await this.dataKeys.find(organizationId)) ?? (await this.createDataKey(organizationId));
    const box = new SecretBox(organizationId, key.id, await this.unwrap(key));
    if (this.boxes.size >= maxBoxes) this.boxes.clear();
    this.boxes.set(organizationId, box);
    return box;
  }

  /** Forgets an organization's data key; the caller deletes the stored one. */
  forget(organizationId: string): void {
    this.boxes.delete(organizationId);
  }

  /** Seals a value of an organization; see {@link boxOf}. */
  async seal(organizationId: string, cell: Omit<CellRef, 'organizationId'>, plain: string): Promise<string> {
    return (await this.boxOf(organizationId)).seal(cell, plain);
  }

  /** @throws AppError `service.defect` when the stored value was changed or moved */
  async open(organizationId: string, cell: Omit<CellRef, 'organizationId'>, sealed: string): Promise<string> {
    return (await this.boxOf(organizationId)).open(cell, sealed);
  }

  /**
   * Moves the data keys of all organizations to the ring's current key, also of those that nobody works in; what is sealed with
   * them stays as it is. Services go on meanwhile.
   *
   * @throws AppError `service.defect` where the ring lacks a key that data keys need; the others are moved
   */
  async moveDataKeys(): Promise<MovedDataKeys> {
    const { currentId, keys } = this.ring;
    const missing = new Set<string>();
    let moved = 0;
    let after: string | undefined;
    do {
      const page = await this.dataKeys.listUnderOthers(currentId, { after, limit: movedAtOnce });
      for (const key of page) {
        if (!keys.has(key.ringKeyId)) missing.add(key.ringKeyId);
        else if (await this.unwrap(key)) moved += 1;
      }
      after = page.at(-1)?.id;
    } while (after !== undefined);
    for (const id of missing) this.ringKey(id);
    return { ringKey: currentId, moved };
  }

  private async createDataKey(organizationId: string): Promise<WrappedDataKey> {
    await this.dataKeys.add(this.wrap({ id: randomUUID(), organizationId }, randomBytes(32)));
    const stored = await this.dataKeys.find(organizationId);
    if (!stored) throw new Error('the data key was stored but cannot be read');
    return stored;
  }

  private wrap({ id, organizationId }: { id: string; organizationId: string }, plain: Buffer): WrappedDataKey {
    const { currentId } = this.ring;
    const wrapped = encrypt(this.ringKey(currentId), { organizationId, rowId: id, column: 'data_key.wrapped' }, plain);
    return { id, organizationId, ringKeyId: currentId, wrapped };
  }

  private async unwrap(key: WrappedDataKey): Promise<Buffer> {
    const cell = { organizationId: key.organizationId, rowId: key.id, column: 'data_key.wrapped' };
    const plain = decrypt(this.ringKey(key.ringKeyId), cell, key.wrapped);
    if (key.ringKeyId !== this.ring.currentId) {
      await this.dataKeys.rewrap(this.wrap(key, plain), key);
      this.log(`a data key was moved from ring key ${key.ringKeyId} to ${this.ring.currentId}`);
    }
    return plain;
  }

  private ringKey(id: string): Buffer {
    const key = this.ring.keys.get(id);
    if (key) return key;
    throw new AppError(
      'service.defect',
      `stored secrets need the key "${id}", which KOPPEL_KEY_RING does not hold; add it behind the current one and restart`,
    );
  }
}

/** {@link Vault.moveDataKeys} in a service's database, which is closed afterwards. */
export async function moveDataKeysIn(
  database: TenantDatabase & { onApplicationShutdown(): Promise<void> },
  ring: KeyRing,
): Promise<MovedDataKeys> {
  try {
    return await new Vault(ring, postgresDataKeys(database), () => {}).moveDataKeys();
  } finally {
    await database.onApplicationShutdown();
  }
}
