import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository, without a trailing slash. */
export const repositoryRoot = resolve(fileURLToPath(new URL('../..', import.meta.url)));

/** Where a local Koppel keeps its data, logs and secrets: `KOPPEL_STATE_DIR`, else `.koppel/` in the repository. */
export function stateDirectory(env = process.env) {
  const given = env.KOPPEL_STATE_DIR || '.koppel';
  return isAbsolute(given) ? given : join(repositoryRoot, given);
}

/** Downloads that every state directory can share: the broker's program, Vendure's packages. */
export const cacheDirectory = join(repositoryRoot, '.koppel');
