/** An organization's data key, encrypted by a key of the operator's ring. */
export interface WrappedDataKey {
  id: string;
  organizationId: string;
  ringKeyId: string;
  wrapped: string;
}

/** Where a service keeps the data keys of its organizations. */
export interface DataKeys {
  find(organizationId: string): Promise<WrappedDataKey | undefined>;
  /** Does nothing where the organization has a key already: of two replicas that create at once the first one wins. */
  add(key: WrappedDataKey): Promise<void>;
  /** Keys of all organizations that another ring key encrypts, in order of id, after an id. */
  listUnderOthers(ringKeyId: string, page: { after: string | undefined; limit: number }): Promise<WrappedDataKey[]>;
  /** Replaces `before` by the same key under another ring key, unless another replica did so already. */
  rewrap(key: WrappedDataKey, before: WrappedDataKey): Promise<void>;
}

interface Transaction {
  query<R>(sql: string, parameters: unknown[]): Promise<R>;
}

/** The part of a service's database that data keys need. */
export interface TenantDatabase {
  forOrganization<T>(organizationId: string, work: (transaction: Transaction) => Promise<T>): Promise<T>;
  asSystem<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
}

const columns = 'id, organization_id as "organizationId", ring_key_id as "ringKeyId", wrapped';

/** Data keys in the table `data_key` of the service's own schema. */
export function postgresDataKeys(database: TenantDatabase): DataKeys {
  return {
    async find(organizationId) {
      const [key] = await database.forOrganization(organizationId, (transaction) =>
        transaction.query<WrappedDataKey[]>(`select ${columns} from data_key where organization_id = $1`, [
          organizationId,
        ]),
      );
      return key;
    },
    async add({ id, organizationId, ringKeyId, wrapped }) {
      await database.forOrganization(organizationId, (transaction) =>
        transaction.query(
          `insert into data_key (id, organization_id, ring_key_id, wrapped) values ($1, $2, $3, $4) on conflict do nothing`,
          [id, organizationId, ringKeyId, wrapped],
        ),
      );
    },
    listUnderOthers(ringKeyId, { after, limit }) {
      return database.asSystem((transaction) =>
        transaction.query<WrappedDataKey[]>(
          `select ${columns} from data_key where ring_key_id <> $1 and ($2::uuid is null or id > $2) order by id limit $3`,
          [ringKeyId, after ?? null, limit],
        ),
      );
    },
    async rewrap({ id, organizationId, ringKeyId, wrapped }, before) {
      await database.forOrganization(organizationId, (transaction) =>
        transaction.query(`update data_key set ring_key_id = $3, wrapped = $4 where id = $1 and ring_key_id = $2`, [
          id,
          before.ringKeyId,
          ringKeyId,
          wrapped,
        ]),
      );
    },
  };
}
