import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildIfChanged } from './build.ts';
import { checkAlerts, checkBundle } from './checks.ts';
import { requireChromium } from './programs.ts';
import { repositoryRoot } from './state.ts';
import { UserError, elapsedSeconds, log, type Log } from './terminal.ts';

interface Counts {
  passed: number;
  failed: number;
  skipped?: number;
}

interface Step {
  name: string;
  /** A step without whose success this one is pointless. */
  needs?: string;
  /** Runs only when it is named. */
  isOptional?: boolean;
  /** It starts servers or browsers of its own, so nothing runs beside it and its output appears at once. */
  isAlone?: boolean;
  run(output: Output): Promise<Counts> | Counts;
}

/** `screen`: as it comes; `atEnd`: in one piece when a program has ended, because another step runs beside it. */
type Output = 'screen' | 'atEnd';

interface StepResult extends Required<Counts> {
  name: string;
  seconds: number;
  note?: string;
}

const binary = (name: string) => join(repositoryRoot, 'node_modules', '.bin', name);

/** The arguments of Node that run Jest. */
export const jestProgram = [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  join(repositoryRoot, 'node_modules/jest/bin/jest.js'),
];

interface ProgramOptions {
  output: Output;
  env?: Record<string, string>;
  /** Keeps standard output from the screen, to be read by the step. */
  capture?: boolean;
}

/** Runs a program in the repository. */
function run(
  command: string,
  args: readonly string[],
  { output, env = {}, capture = false }: ProgramOptions,
): Promise<{ ok: boolean; stdout: string }> {
  return new Promise((resolve) => {
    const toScreen = output === 'screen' ? 'inherit' : 'pipe';
    const child = spawn(command, args, {
      cwd: repositoryRoot,
      stdio: ['ignore', capture ? 'pipe' : toScreen, toScreen],
      env: { ...process.env, ...env },
    });
    let stdout = '';
    let shown = '';
    child.stdout?.on('data', (chunk) => {
      if (capture) stdout += String(chunk);
      else shown += String(chunk);
    });
    child.stderr?.on('data', (chunk) => (shown += String(chunk)));
    const forward = () => child.kill('SIGTERM');
    process.once('SIGTERM', forward);
    child.once('error', (error) => resolve({ ok: false, stdout: error.message }));
    child.once('close', (code) => {
      process.off('SIGTERM', forward);
      process.stderr.write(shown);
      resolve({ ok: code === 0, stdout });
    });
  });
}

const asOne = (ok: boolean): Counts => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1 });

/** A check that passes or fails as a whole. */
const check =
  (program: string, ...args: string[]) =>
  async (output: Output) =>
    asOne((await run(binary(program), args, { output })).ok);

/** Tests of the repository's own tools, which Node runs by itself. */
async function toolTests(output: Output): Promise<Counts> {
  const args = ['--test', '--test-reporter=tap', 'tools/**/*.test.ts'];
  const { ok, stdout } = await run(process.execPath, args, { output, capture: true });
  if (!ok) process.stdout.write(stdout);
  const count = (word: string) => Number(new RegExp(`^# ${word} (\\d+)$`, 'm').exec(stdout)?.[1] ?? 0);
  return { passed: count('pass'), failed: ok ? 0 : Math.max(count('fail'), 1) };
}

/** One Jest project; its counts come from Jest's own report. */
const jest = (project: string, options: { args?: string[]; prepare?: (log: Log) => Record<string, string> } = {}) => {
  return async (output: Output) => {
    const env = options.prepare?.(log) ?? {};
    const folder = mkdtempSync(join(tmpdir(), 'koppel-jest-'));
    const report = join(folder, 'report.json');
    const args = ['--selectProjects', project, '--json', `--outputFile=${report}`, ...(options.args ?? [])];
    try {
      // Jest's JSON also goes to standard output; what a person reads is on standard error.
      const { ok } = await run(process.execPath, [...jestProgram, ...args], { output, env, capture: true });
      return countsOf(report, ok);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
};

interface JestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numRuntimeErrorTestSuites: number;
}

function countsOf(report: string, ok: boolean): Counts {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } = JSON.parse(
      readFileSync(report, 'utf8'),
    ) as JestReport;
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    return { passed: numPassedTests, failed: ok ? failed : Math.max(failed, 1), skipped: numPendingTests };
  } catch {
    return asOne(false);
  }
}

async function build(): Promise<Counts> {
  await buildIfChanged(log);
  return asOne(true);
}

/** A Jest project whose tests drive a real browser. */
const browserTests = (project: string, ...args: string[]) =>
  jest(project, { args, prepare: () => ({ KOPPEL_CHROMIUM: requireChromium(log) }) });

/** Servers from outside are one Postgres and one NATS, which two workers cannot share. */
const integrationWorkers = process.env['DATABASE_URL'] || process.env['NATS_URL'] ? 1 : 2;

const importFolders = ['apps', 'packages', 'examples', 'e2e', 'bench', 'tools'];

/** Two steps run at once, the long ones first, then those that run alone, in order. `npm test` does all that are not optional. */
const steps: readonly Step[] = [
  { name: 'build', run: build },
  { name: 'lint', run: check('eslint', '--max-warnings=0', '.') },
  { name: 'types', run: check('tsc', '--noEmit') },
  { name: 'unit', run: jest('unit') },
  { name: 'format', run: check('prettier', '--check', '--log-level=warn', '.') },
  { name: 'imports', run: check('depcruise', ...importFolders, '--config', '.dependency-cruiser.mjs') },
  { name: 'tools', run: toolTests },
  { name: 'unused', run: check('knip', '--no-progress') },
  { name: 'manifests', run: jest('manifests') },
  { name: 'compose', run: check('dclint', '--max-warnings=0', '--recursive', 'deploy') },
  { name: 'alerts', isAlone: true, run: () => checkAlerts(log) },
  { name: 'bundle', needs: 'build', isAlone: true, run: () => asOne(checkBundle(log)) },
  {
    name: 'integration',
    needs: 'build',
    isAlone: true,
    run: jest('integration', { args: [`--maxWorkers=${integrationWorkers}`] }),
  },
  { name: 'e2e', needs: 'build', isAlone: true, run: browserTests('e2e', '--maxWorkers=2') },
  { name: 'shops', needs: 'build', isAlone: true, isOptional: true, run: browserTests('shops', '--maxWorkers=2') },
  {
    name: 'operations',
    needs: 'build',
    isAlone: true,
    isOptional: true,
    run: browserTests('operations', '--maxWorkers=2'),
  },
  {
    name: 'security',
    needs: 'build',
    isAlone: true,
    isOptional: true,
    run: jest('security', { args: ['--runInBand'] }),
  },
  { name: 'quality', needs: 'build', isAlone: true, isOptional: true, run: browserTests('quality', '--runInBand') },
];

const maxAtOnce = 2;

/** The steps that were asked for, with what they need; all when none was named. */
function chosenSteps(names: readonly string[]): readonly Step[] {
  const unknown = names.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) {
    throw new UserError(
      `There is no step ${unknown.join(', ')}. The steps are: ${steps.map(({ name }) => name).join(', ')}`,
    );
  }
  if (names.length === 0) return steps.filter(({ isOptional }) => !isOptional);
  const needed = steps.filter(({ name }) => names.includes(name)).flatMap(({ needs }) => needs ?? []);
  return steps.filter(({ name }) => names.includes(name) || needed.includes(name));
}

async function runStep(step: Step, results: readonly StepResult[]): Promise<StepResult> {
  const { name } = step;
  const startedAt = performance.now();
  const seconds = () => (performance.now() - startedAt) / 1000;
  const isBlocked = results.some((result) => result.name === step.needs && result.failed > 0);
  if (isBlocked) return { name, passed: 0, failed: 1, skipped: 0, seconds: 0, note: `not run: ${step.needs} failed` };
  log(name);
  try {
    const counts = await step.run(step.isAlone ? 'screen' : 'atEnd');
    return { name, skipped: 0, ...counts, seconds: seconds() };
  } catch (error) {
    const isForPerson = error instanceof UserError || !(error instanceof Error);
    process.stderr.write(`${isForPerson ? String(error) : error.stack}\n`);
    return { name, passed: 0, failed: 1, skipped: 0, seconds: seconds() };
  }
}

function tableOf(results: readonly StepResult[]): string {
  const row = (name: string, cells: readonly (string | number)[], note = '') =>
    `  ${name.padEnd(12)}${cells.map((cell) => String(cell).padStart(9)).join('')}  ${note}`.trimEnd();
  const lines = results.map(({ name, passed, failed, skipped, seconds, note }) =>
    row(name, [passed, failed, skipped, seconds.toFixed(1)], note),
  );
  return [row('step', ['passed', 'failed', 'skipped', 'seconds']), ...lines].join('\n');
}

/** `npm test [-- step …]`: runs every step, sums up, and ends with 1 when anything failed. */
export async function main(names: readonly string[]): Promise<void> {
  const results: StepResult[] = [];
  const runInTurn = async (queue: Step[]) => {
    for (let step = queue.shift(); step; step = queue.shift()) results.push(await runStep(step, results));
  };
  const chosen = chosenSteps(names);
  const together = chosen.filter(({ isAlone }) => !isAlone);
  await Promise.all(Array.from({ length: maxAtOnce }, () => runInTurn(together)));
  await runInTurn(chosen.filter(({ isAlone }) => isAlone));
  const sum = (field: 'passed' | 'failed' | 'skipped') => results.reduce((total, result) => total + result[field], 0);
  const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : '';
  process.stdout.write(`\n${tableOf(results)}\n\ntotal ${elapsedSeconds().toFixed(0)} s\n`);
  process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed${skipped}\n`);
  process.exitCode = sum('failed') > 0 ? 1 : 0;
}
