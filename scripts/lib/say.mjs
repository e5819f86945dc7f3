const beganAt = performance.now();

/** Prints one line of progress with the seconds since the command began. */
export function say(text) {
  const seconds = ((performance.now() - beganAt) / 1000).toFixed(1).padStart(6);
  process.stdout.write(`${seconds} s  ${text}\n`);
}

/** Seconds since the command began. */
export const elapsedSeconds = () => (performance.now() - beganAt) / 1000;
