/** The folder of a Postgres that has server and tools of the same version. */
export function locatePostgresTools(): string;
