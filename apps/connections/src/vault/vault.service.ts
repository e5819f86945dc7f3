import { Inject, Injectable, Logger } from '@nestjs/common';
import { AppError } from '@koppel/contracts';
import { randomBytes, randomUUID } from 'node:crypto';
import { DataKeyRepository, type WrappedDataKey } from './data-key.repository.js';
import { decrypt, encrypt } from './envelope.js';
import type { KeyRing } from './key-ring.js';
import { SecretBox } from './secret-box.js';

export const KEY_RING = Symbol('KEY_RING');

const mostBoxes = 5_000;

/** Gives each organization its secret box, and moves data keys to the ring's current key as they are used. */
@Injectable()
export class Vault {
  private readonly logger = new Logger('Vault');
  private readonly boxes = new Map<string, SecretBox>();

  constructor(
    @Inject(KEY_RING) private readonly ring: KeyRing,
    private readonly dataKeys: DataKeyRepository,
  ) {}

  /** Not within a transaction: the data key must be stored whatever becomes of the caller's work. */
  async boxOf(organizationId: string): Promise<SecretBox> {
    const held = this.boxes.get(organizationId);
    if (held) return held;
    const key = (await this.dataKeys.find(organizationId)) ?? (await this.createDataKey(organizationId));
    const box = new SecretBox(organizationId, key.id, await this.unwrap(key));
    if (this.boxes.size >= mostBoxes) this.boxes.clear();
    this.boxes.set(organizationId, box);
    return box;
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
    const place = { organizationId: key.organizationId, rowId: key.id, column: 'data_key.wrapped' };
    const plain = decrypt(this.ringKey(key.ringKeyId), place, key.wrapped);
    if (key.ringKeyId !== this.ring.currentId) {
      await this.dataKeys.rewrap(this.wrap(key, plain), key);
      this.logger.log(`a data key was moved from ring key ${key.ringKeyId} to ${this.ring.currentId}`);
    }
    return plain;
  }

  private ringKey(id: string): Buffer {
    const key = this.ring.keys.get(id);
    if (key) return key;
    throw new AppError(
      'service.defect',
      `Stored secrets need the key "${id}", which KOPPEL_KEY_RING does not hold. Add it behind the current one and start again.`,
    );
  }
}
