import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { userInfo } from 'node:os';
import { Problem } from './problem.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome'];
const macOs = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

function find() {
  if (process.env.KOPPEL_CHROMIUM) return process.env.KOPPEL_CHROMIUM;
  const directories = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin'];
  const files = [...directories.flatMap((directory) => names.map((name) => join(directory, name))), macOs];
  return files.find((file) => existsSync(file));
}

/** The browser for the end-to-end tests; on Debian as root it is installed when missing. */
export function requireChromium(say) {
  const found = find();
  if (found) return found;
  if (userInfo().uid === 0 && spawnSync('apt-get', ['--version']).status === 0) {
    say('installing chromium with apt-get for the end-to-end tests');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-q'], { env });
    const { status, stderr } = spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], {
      env,
      encoding: 'utf8',
    });
    const installed = find();
    if (status === 0 && installed) return installed;
    throw new Problem(`apt-get could not install chromium: ${stderr.trim().split('\n').slice(-5).join('\n')}`);
  }
  throw new Problem(
    'The end-to-end tests drive a real browser, and none was found.\n' +
      'Install Chromium (Debian: apt-get install chromium; macOS: brew install chromium) or name one: KOPPEL_CHROMIUM=/path/to/chromium npm test',
  );
}
