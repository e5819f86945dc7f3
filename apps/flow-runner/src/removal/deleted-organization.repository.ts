import { Injectable } from '@nestjs/common';
import { Database, deleteOrganizationRows, type DeletedRows } from '@koppel/service-kit';

const table = 'deleted_organization';

/** Organizations that were deleted: the addresses of their hooks are still called by applications. */
@Injectable()
export class DeletedOrganizationRepository {
  constructor(private readonly database: Database) {}

  isDeleted(organizationId: string): Promise<boolean> {
    return this.database.forOrganization(organizationId, async (transaction) => {
      const rows = (await transaction.query(`select 1 from ${table} where organization_id = $1`, [
        organizationId,
      ])) as unknown[];
      return rows.length > 0;
    });
  }

  /**
   * Deletes everything of an organization. A run under way loses its row and with it its fence, so its worker stores nothing
   * more and stops; therefore runs come first.
   */
  async delete(organizationId: string): Promise<DeletedRows> {
    await this.database.forOrganization(organizationId, (transaction) =>
      transaction.query(`insert into ${table} (organization_id) values ($1) on conflict do nothing`, [organizationId]),
    );
    return deleteOrganizationRows(this.database, organizationId, { first: ['run', 'schedule'], except: [table] });
  }
}
