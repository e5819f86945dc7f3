import { Injectable } from '@nestjs/common';
import { Database } from '@koppel/service-kit';
import { DataKeyEntity } from './data-key.entity.js';

/** An organization's data key, encrypted by a key of the operator's ring. */
export interface WrappedDataKey {
  id: string;
  organizationId: string;
  ringKeyId: string;
  wrapped: string;
}

@Injectable()
export class DataKeyRepository {
  constructor(private readonly database: Database) {}

  find(organizationId: string): Promise<WrappedDataKey | null> {
    return this.database.forOrganization(organizationId, (transaction) =>
      transaction.findOneBy(DataKeyEntity, { organizationId }),
    );
  }

  /** The first one wins: two replicas that create at once end with the same key. */
  async add(key: WrappedDataKey): Promise<void> {
    await this.database.forOrganization(key.organizationId, (transaction) =>
      transaction.createQueryBuilder().insert().into(DataKeyEntity).values(key).orIgnore().execute(),
    );
  }

  async rewrap(key: WrappedDataKey, before: WrappedDataKey): Promise<void> {
    const { id, organizationId, ringKeyId, wrapped } = key;
    await this.database.forOrganization(organizationId, (transaction) =>
      transaction.update(DataKeyEntity, { id, ringKeyId: before.ringKeyId }, { ringKeyId, wrapped }),
    );
  }
}
