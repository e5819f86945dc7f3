/** A failure whose message is written for the person at the keyboard: shown without a stack trace. */
export class Problem extends Error {
  name = 'Problem';
}

/** Prints a failure and ends the process with code 1. */
export function exitWith(error) {
  const text = error instanceof Problem ? error.message : (error?.stack ?? String(error));
  process.stderr.write(`\n${text}\n`);
  process.exit(1);
}
