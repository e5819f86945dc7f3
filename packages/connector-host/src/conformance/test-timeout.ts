/** A real server may be slow to start its work; in milliseconds, for each test. */
export const testTimeoutMs = 60_000;
