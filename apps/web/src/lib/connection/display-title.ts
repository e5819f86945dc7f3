const MOST_CHARACTERS = 80;

/** A title for a new connection that no other has: the application's name, numbered where that is taken. */
export function proposedTitle(applicationName: string, taken: readonly string[]): string {
  const name = applicationName.slice(0, MOST_CHARACTERS - 5);
  for (let count = 1; ; count += 1) {
    const title = count === 1 ? name : `${name} ${count}`;
    if (!isTaken(title, taken)) return title;
  }
}

export function isTaken(title: string, taken: readonly string[]): boolean {
  const normal = (text: string) => text.trim().toLowerCase();
  return taken.some((other) => normal(other) === normal(title));
}
