import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkBundle } from '../check-bundle.mjs';
import { checkAlerts } from './alerts.mjs';
import { buildIfChanged } from './build.mjs';
import { requireChromium } from './chromium.mjs';
import { repositoryRoot } from './paths.mjs';

const binary = (name) => join(repositoryRoot, 'node_modules', '.bin', name);

/** Runs a program in the repository; `capture` keeps its output from the screen and returns it. */
function run(command, args, { env = {}, capture = false } = {}) {
  return new Promise((resolve) => {
    const stdio = ['ignore', capture ? 'pipe' : 'inherit', 'inherit'];
    const child = spawn(command, args, { cwd: repositoryRoot, stdio, env: { ...process.env, ...env } });
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    const forward = () => child.kill('SIGTERM');
    process.once('SIGTERM', forward);
    child.once('error', (error) => resolve({ ok: false, output: error.message }));
    child.once('close', (code) => {
      process.off('SIGTERM', forward);
      resolve({ ok: code === 0, output });
    });
  });
}

const asOne = (ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1 });

/** A check that passes or fails as a whole. */
const check =
  (program, ...args) =>
  async () =>
    asOne((await run(binary(program), args)).ok);

/** Tests of the repository's own machinery: they run on Node alone, before anything is built. */
const nodeTests = (file) => async () => {
  const { ok, output } = await run(process.execPath, ['--test', '--test-reporter=tap', file], { capture: true });
  if (!ok) process.stdout.write(output);
  const count = (word) => Number(new RegExp(`^# ${word} (\\d+)$`, 'm').exec(output)?.[1] ?? 0);
  return { passed: count('pass'), failed: ok ? 0 : Math.max(count('fail'), 1) };
};

async function imports() {
  const cruise = check(
    'depcruise',
    'apps',
    'packages',
    'examples',
    'e2e',
    'bench',
    '--config',
    '.dependency-cruiser.mjs',
  );
  const rules = nodeTests('scripts/import-rules.test.mjs');
  const [cruised, proven] = [await cruise(), await rules()];
  return { passed: cruised.passed + proven.passed, failed: cruised.failed + proven.failed };
}

async function build(say) {
  await buildIfChanged(say);
  return asOne(true);
}

/** How much JavaScript a first visit loads. */
async function bundle(say) {
  return asOne(checkBundle(say));
}

/** One Jest project; its counts come from Jest's own report. */
const jest = (project, { args = [], prepare = () => ({}) } = {}) => {
  return async (say) => {
    const env = prepare(say);
    const folder = mkdtempSync(join(tmpdir(), 'koppel-jest-'));
    const report = join(folder, 'report.json');
    const program = [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      'node_modules/jest/bin/jest.js',
    ];
    const options = ['--selectProjects', project, '--json', `--outputFile=${report}`, ...args];
    try {
      // Jest's JSON also goes to standard output; what a person reads is on standard error.
      const { ok } = await run(process.execPath, [...program, ...options], { env, capture: true });
      return countsOf(report, ok);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
};

function countsOf(report, ok) {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } = JSON.parse(
      readFileSync(report, 'utf8'),
    );
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    return { passed: numPassedTests, failed: ok ? failed : Math.max(failed, 1), skipped: numPendingTests };
  } catch {
    return asOne(false);
  }
}

/** Everything `npm test` does, in order; `needs` names a step without whose success this one is pointless. */
export const steps = [
  { name: 'format', run: check('prettier', '--check', '--log-level=warn', '.') },
  { name: 'lint', run: check('eslint', '--max-warnings=0', '.') },
  { name: 'imports', run: imports },
  { name: 'unused', run: check('knip', '--no-progress') },
  { name: 'compose', run: check('dclint', '--max-warnings=0', '--recursive', 'deploy') },
  { name: 'types', run: check('tsc', '--noEmit') },
  { name: 'alerts', run: checkAlerts },
  { name: 'scripts', run: nodeTests('scripts/machinery.test.mjs') },
  { name: 'build', run: build },
  { name: 'bundle', needs: 'build', run: bundle },
  { name: 'unit', run: jest('unit') },
  { name: 'manifests', run: jest('manifests') },
  { name: 'integration', run: jest('integration', { args: ['--runInBand'] }) },
  {
    name: 'e2e',
    needs: 'build',
    run: jest('e2e', { args: ['--runInBand'], prepare: (say) => ({ KOPPEL_CHROMIUM: requireChromium(say) }) }),
  },
];
