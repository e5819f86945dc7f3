/** The path of a Caddy: from PATH, from the cache, or from Debian's archive. */
export function locateCaddy(): string;
