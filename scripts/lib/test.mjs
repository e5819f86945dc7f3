import { Problem } from './problem.mjs';
import { elapsedSeconds, say } from './say.mjs';
import { steps } from './test-steps.mjs';

/** The steps that were asked for, with what they need; all when none was named. */
function chosenSteps(names) {
  const unknown = names.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) {
    throw new Problem(
      `There is no step ${unknown.join(', ')}. The steps are: ${steps.map(({ name }) => name).join(', ')}`,
    );
  }
  if (names.length === 0) return steps;
  const needed = steps.filter(({ name }) => names.includes(name)).flatMap(({ needs }) => needs ?? []);
  return steps.filter(({ name }) => names.includes(name) || needed.includes(name));
}

async function runStep(step, results) {
  const beganAt = performance.now();
  const seconds = () => (performance.now() - beganAt) / 1000;
  const isBlocked = results.some(({ name, failed }) => name === step.needs && failed > 0);
  if (isBlocked)
    return { name: step.name, passed: 0, failed: 1, skipped: 0, seconds: 0, note: `not run: ${step.needs} failed` };
  say(step.name);
  try {
    const counts = await step.run(say);
    return { name: step.name, skipped: 0, ...counts, seconds: seconds() };
  } catch (error) {
    process.stderr.write(`${error instanceof Problem ? error.message : error.stack}\n`);
    return { name: step.name, passed: 0, failed: 1, skipped: 0, seconds: seconds() };
  }
}

function tableOf(results) {
  const row = (cells) =>
    `  ${cells[0].padEnd(12)}${cells
      .slice(1, 5)
      .map((cell) => String(cell).padStart(9))
      .join('')}  ${cells[5] ?? ''}`.trimEnd();
  const lines = results.map((result) =>
    row([result.name, result.passed, result.failed, result.skipped, result.seconds.toFixed(1), result.note]),
  );
  return [row(['step', 'passed', 'failed', 'skipped', 'seconds']), ...lines].join('\n');
}

/** `npm test [-- step …]`: runs every step, sums up, and ends with 1 when anything failed. */
export async function test(names) {
  const results = [];
  for (const step of chosenSteps(names)) results.push(await runStep(step, results));
  const sum = (field) => results.reduce((total, result) => total + result[field], 0);
  const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : '';
  process.stdout.write(`\n${tableOf(results)}\n\ntotal ${elapsedSeconds().toFixed(0)} s\n`);
  process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed${skipped}\n`);
  process.exitCode = sum('failed') > 0 ? 1 : 0;
}
