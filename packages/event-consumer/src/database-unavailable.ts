/** The database was unreachable or aborted a transaction that may succeed later; not an error of the handler. */
export class DatabaseUnavailable extends Error {}

/** SQLSTATE classes: connection exceptions, transaction rollback, lack of resources, operator intervention, system errors. */
const awayClasses = ['08', '40', '53', '57', '58'];

/** Whether an error of `pg` is a failure of the database, not of a statement. */
export function isUnavailable(error: unknown): boolean {
  const { code } = Object(error) as { code?: unknown };
  return typeof code === 'string' && code.length === 5 && awayClasses.includes(code.slice(0, 2));
}
