/** How far a run was at a moment. */
export interface RateSample {
  atMs: number;
  read: number;
}

const WINDOW_MS = 60_000;
const SHORTEST_MS = 1500;

/** The samples of the last minute with one more; one that says nothing new is left out. */
export function withSample(samples: readonly RateSample[], sample: RateSample): readonly RateSample[] {
  const last = samples.at(-1);
  if (last && (sample.atMs <= last.atMs || sample.read < last.read)) return samples;
  return [...samples.filter(({ atMs }) => sample.atMs - atMs <= WINDOW_MS), sample];
}

/** Records per second over the last minute; before there is enough to tell, since the run began. Null where nobody can say. */
export function ratePerSecond(samples: readonly RateSample[], startedAt: string | null): number | null {
  const last = samples.at(-1);
  if (!last) return null;
  const first = samples.find(({ atMs }) => last.atMs - atMs >= SHORTEST_MS);
  if (first) return ((last.read - first.read) * 1000) / (last.atMs - first.atMs);
  const sinceMs = startedAt === null ? 0 : last.atMs - new Date(startedAt).getTime();
  return sinceMs >= SHORTEST_MS ? (last.read * 1000) / sinceMs : null;
}

/** A rate in the unit that reads best: a second from one record a second on, else a minute. */
export function rateInWords(
  perSecond: number,
  words: { perSecond: (rate: number) => string; perMinute: (rate: number) => string },
): string {
  return perSecond >= 1 ? words.perSecond(Math.round(perSecond)) : words.perMinute(Math.round(perSecond * 60));
}
