/** SQLSTATE classes: connection exceptions, transaction rollback, lack of resources, operator intervention, system errors. */
const transientClasses: ReadonlySet<string> = new Set(['08', '40', '53', '57', '58']);
/** Codes of sockets, and texts by which `pg` says that a connection ended: it gives those no code. */
const socketCodes: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** Whether a database error would be gone at another time: the database is unavailable or gave up, the statement is not at fault. */
export function isTransientDatabaseError(error: unknown): boolean {
  const { code, driverError, cause } = Object(error) as { code?: unknown; driverError?: unknown; cause?: unknown };
  if (typeof code === 'string') {
    if (code.length === 5 && transientClasses.has(code.slice(0, 2))) return true;
    if (socketCodes.has(code)) return true;
  }
  if (
    error instanceof Error &&
    /^(?:Connection terminated|timeout exceeded when trying to connect)/.test(error.message)
  )
    return true;
  return [driverError, cause].some(
    (inner) => inner !== undefined && inner !== error && isTransientDatabaseError(inner),
  );
}
