import { randomBytes, randomInt } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { UserError } from './terminal.ts';

/** The folder of the repository, without a trailing slash. */
export const repositoryRoot = join(import.meta.dirname, '..');

/** Where a local Koppel keeps its data, logs and secrets: `KOPPEL_STATE_DIR`, else `.koppel/` in the repository. */
export function stateDirectory(): string {
  const given = process.env['KOPPEL_STATE_DIR'] || '.koppel';
  return isAbsolute(given) ? given : join(repositoryRoot, given);
}

/** Downloads that every state directory can share: the broker's program, Vendure's packages. */
export const cacheDirectory = join(repositoryRoot, '.koppel');

const syllables = ['ba', 'de', 'fi', 'go', 'hu', 'ka', 'le', 'mi', 'no', 'pu', 'ra', 'se', 'ti', 'vo', 'wu', 'za'];

/** A password that can be read out and typed: five groups of four letters and two digits, about 70 bits. */
function readablePassword(): string {
  const syllable = () => syllables[randomInt(syllables.length)];
  return Array.from({ length: 5 }, () => `${syllable()}${syllable()}${randomInt(10, 100)}`).join('-');
}

const makers = {
  postgresPassword: () => randomBytes(18).toString('base64url'),
  internalKey: () => randomBytes(32).toString('base64'),
  keyRing: () => `k1:${randomBytes(32).toString('base64')}`,
  /** The passwords of the services' Postgres logins derive from it. */
  databaseSecret: () => randomBytes(32).toString('base64'),
  notificationsKeyRing: () => `k1:${randomBytes(32).toString('base64')}`,
  brokerSecret: () => randomBytes(32).toString('base64'),
  sessionSecret: () => randomBytes(32).toString('base64'),
  accountPassword: readablePassword,
};

export type Secrets = Record<keyof typeof makers, string>;

/**
 * The secrets of this local Koppel, made once and stored in `secrets.json`, readable by its owner only.
 * Without that file stored credentials cannot be decrypted any more: it belongs with the data.
 */
export function ensureSecrets(stateDir: string): Secrets {
  const file = join(stateDir, 'secrets.json');
  mkdirSync(stateDir, { recursive: true });
  let stored: Partial<Secrets> = {};
  try {
    if (existsSync(file)) stored = JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>;
  } catch (cause) {
    throw new UserError(
      `${file} is not readable as JSON. Repair it, or remove ${stateDir} to start over without its data.`,
      { cause },
    );
  }
  if (!stored.postgresPassword && existsSync(join(stateDir, 'postgres', 'PG_VERSION'))) {
    throw new UserError(
      `${file} is missing, but there is data in ${stateDir}/postgres whose password it held.\n` +
        `Put the file back, or remove ${stateDir} to start over without that data.`,
    );
  }
  const made = Object.entries(makers).map(([name, make]) => [name, make()]);
  const secrets = { ...(Object.fromEntries(made) as Secrets), ...stored };
  writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
  return secrets;
}
