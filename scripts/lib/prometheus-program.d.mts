/** The paths of Prometheus and promtool: from PATH, from the cache, or from Debian's archive. */
export function locatePrometheus(options?: { say?: (line: string) => void }): { prometheus: string; promtool: string };
