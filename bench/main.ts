import { existsSync } from 'node:fs';
import { readOptions, usage, type BenchOptions } from './src/options.ts';
import { toResult } from './src/result.ts';
import { runRound, type Machinery, type Round } from './src/round.ts';
import { tableOf } from './src/table.ts';

/**
 * Measures Koppel beside a bare script that does the same work.
 *
 * @returns the exit code: 1 when the goal is missed or the work was not the same, 2 for options that make no sense
 */
export async function bench(args: readonly string[], machinery: Machinery): Promise<number> {
  const options = findOptions(args);
  if (!options) return 2;
  if (options === 'help') {
    process.stdout.write(usage);
    return 0;
  }
  if (!existsSync('/proc/self/stat'))
    throw new Error('The benchmark reads CPU and memory from /proc, so it runs on Linux only.');
  const { records, profileDir } = options;
  const rounds: Round[] = [];
  while (rounds.length < options.rounds) {
    machinery.log(`round ${rounds.length + 1} of ${options.rounds}: starting a fresh Koppel`);
    rounds.push(await runRound(machinery, { records, profileDir, isBareFirst: rounds.length % 2 === 1 }));
  }
  const result = toResult(rounds, records);
  process.stdout.write(options.isJson ? `${JSON.stringify(result, undefined, 2)}\n` : tableOf(result));
  return result.isSameWork && (result.isGoalReached || !options.isChecked) ? 0 : 1;
}

/** Undefined for options that make no sense; the person was told. */
function findOptions(args: readonly string[]): BenchOptions | 'help' | undefined {
  try {
    return readOptions(args);
  } catch (error: unknown) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return undefined;
  }
}
