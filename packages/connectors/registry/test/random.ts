/** Mulberry32: good enough to choose, and the same everywhere. */
export function random(seed: number) {
  let state = Math.imul(seed, 0x9e3779b1);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const upTo = (max: number) => Math.floor(next() * (max + 1));
  return {
    upTo,
    chance: (probability: number) => next() < probability,
    pick: <Value>(values: readonly Value[]): Value => values[upTo(values.length - 1)] as Value,
    times: <Value>(count: number, make: () => Value): Value[] => Array.from({ length: count }, make),
  };
}

export type Random = ReturnType<typeof random>;
