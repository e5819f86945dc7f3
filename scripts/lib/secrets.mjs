import { randomBytes, randomInt } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from './problem.mjs';

const syllables = ['ba', 'de', 'fi', 'go', 'hu', 'ka', 'le', 'mi', 'no', 'pu', 'ra', 'se', 'ti', 'vo', 'wu', 'za'];

/** A password that can be read out and typed: four groups of four letters and two digits, about 70 bits. */
function readablePassword() {
  const syllable = () => syllables[randomInt(syllables.length)];
  return Array.from({ length: 5 }, () => `${syllable()}${syllable()}${randomInt(10, 100)}`).join('-');
}

const makers = {
  postgresPassword: () => randomBytes(18).toString('base64url'),
  internalKey: () => randomBytes(32).toString('base64'),
  keyRing: () => `k1:${randomBytes(32).toString('base64')}`,
  brokerSecret: () => randomBytes(32).toString('base64'),
  sessionSecret: () => randomBytes(32).toString('base64'),
  accountPassword: readablePassword,
};

/**
 * The secrets of this local Koppel, made once and kept in `secrets.json`, readable by its owner only.
 * Without that file stored credentials cannot be decrypted any more: it belongs with the data.
 */
export function keepSecrets(stateDir) {
  const file = join(stateDir, 'secrets.json');
  mkdirSync(stateDir, { recursive: true });
  let kept = {};
  try {
    if (existsSync(file)) kept = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new Problem(
      `${file} is not readable as JSON. Mend it, or remove ${stateDir} to begin anew without its data.`,
      { cause },
    );
  }
  if (!kept.postgresPassword && existsSync(join(stateDir, 'postgres', 'PG_VERSION'))) {
    throw new Problem(
      `${file} is missing, but there is data in ${stateDir}/postgres whose password it held.\n` +
        `Put the file back, or remove ${stateDir} to begin anew without that data.`,
    );
  }
  for (const [name, make] of Object.entries(makers)) kept[name] ??= make();
  writeFileSync(file, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
  return kept;
}
