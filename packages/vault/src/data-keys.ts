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
  /** Replaces `before` by the same key under another ring key, unless another replica did so already. */
  rewrap(key: WrappedDataKey, before: WrappedDataKey): Promise<void>;
}

/** The part of a service's database that data keys need. */
interface TenantDatabase {
  forOrganization<T>(
    organizationId: string,
    work: (transaction: { query<R>(sql: string, parameters: unknown[]): Promise<R> }) => Promise<T>,
  ): Promise<T>;
}

/** Data keys in the table `data_key` of the service's own schema. */
export function postgresDataKeys(database: TenantDatabase): DataKeys {
  return {
    async find(organizationId) {
      const [key] = await database.forOrganization(organizationId, (transaction) =>
        transaction.query<WrappedDataKey[]>(
          `select id, organization_id as "organizationId", ring_key_id as "ringKeyId", wrapped
             from data_key where organization_id = $1`,
          [organizationId],
        ),
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
