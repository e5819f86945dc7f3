import type { Database } from './database.js';

const perStatement = 10_000;
/** Shorter than a caller waits; what is left is deleted at its next call. */
const budgetMs = 5_000;

export interface DeletedRows {
  deletedRows: number;
  isDone: boolean;
}

/**
 * Deletes the rows of an organization from every table of the service's schema that has a column `organization_id`, so that no
 * table can be forgotten. Ends early after some seconds; asked again it goes on.
 *
 * @param options.first large tables that others would otherwise cascade to in one statement
 * @param options.except tables that remember the deletion itself
 */
export async function deleteOrganizationRows(
  database: Database,
  organizationId: string,
  { first = [], except = [] }: { first?: readonly string[]; except?: readonly string[] } = {},
): Promise<DeletedRows> {
  const endsAtMs = performance.now() + budgetMs;
  const all = (await tablesOf(database)).filter((table) => !except.includes(table) && !first.includes(table));
  let deletedRows = 0;
  for (const table of [...first, ...all]) {
    for (let isEmpty = false; !isEmpty;) {
      const count = await deleteSome(database, organizationId, table);
      deletedRows += count;
      // A row that was changed at the same moment is passed over, and found by the next statement.
      isEmpty = count === 0;
      if (performance.now() > endsAtMs) return { deletedRows, isDone: false };
    }
  }
  return { deletedRows, isDone: true };
}

async function tablesOf(database: Database): Promise<string[]> {
  const rows = (await database.dataSource.query(
    `select relname as name from pg_class join pg_attribute on attrelid = pg_class.oid and attname = 'organization_id'
     where relnamespace = current_schema()::regnamespace and relkind = 'r' order by relname`,
  )) as { name: string }[];
  return rows.map(({ name }) => name);
}

function deleteSome(database: Database, organizationId: string, table: string): Promise<number> {
  return database.forOrganization(organizationId, async (transaction) => {
    const [, count] = (await transaction.query(
      `delete from "${table}" where ctid = any (array(select ctid from "${table}" where organization_id = $1 limit $2))`,
      [organizationId, perStatement],
    )) as [unknown[], number];
    return count;
  });
}
