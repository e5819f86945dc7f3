import { parseArgs } from 'node:util';

export interface BenchOptions {
  records: number;
  rounds: number;
  isJson: boolean;
  /** Ends with code 1 when the goal is missed. */
  isChecked: boolean;
  /** A folder for CPU profiles of every process measured. */
  profileDir: string | undefined;
}

export const usage = `npm run bench -- [options]

  --records N    simulated articles to sync (10000)
  --rounds N     how often everything is measured; medians are shown (3)
  --json         the whole result as JSON instead of a table
  --no-check     end with code 0 even when the goal is missed
  --profile DIR  write a CPU profile of every measured process into DIR
  --help         this text
`;

function wholeNumber(name: string, text: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new RangeError(`--${name} is "${text}", but must be a whole number above 0.\n\n${usage}`);
}

/** @throws Error with words for the person at the keyboard, also for an option that does not exist */
export function readOptions(args: readonly string[]): BenchOptions | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      records: { type: 'string', default: '10000' },
      rounds: { type: 'string', default: '3' },
      json: { type: 'boolean', default: false },
      'no-check': { type: 'boolean', default: false },
      profile: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  return {
    records: wholeNumber('records', values.records),
    rounds: wholeNumber('rounds', values.rounds),
    isJson: values.json,
    isChecked: !values['no-check'],
    profileDir: values.profile,
  };
}
