/** The database could not be reached, or gave up on a transaction that would work another time: nobody's handler did wrong. */
export class DatabaseAway extends Error {}

/** SQLSTATE classes: connection exceptions, transaction rollback, lack of resources, operator intervention, system errors. */
const awayClasses = ['08', '40', '53', '57', '58'];

/** Whether an error of `pg` tells of the database rather than of what was asked of it. */
export function isAway(error: unknown): boolean {
  const { code } = Object(error) as { code?: unknown };
  return typeof code === 'string' && code.length === 5 && awayClasses.includes(code.slice(0, 2));
}
