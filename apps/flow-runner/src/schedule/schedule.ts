import type { Schedule } from '@koppel/contracts';
import { Cron } from 'croner';

/**
 * The next time after `after` that a schedule names; undefined when it names none or cannot be read. Where clocks are changed, a time
 * that is skipped comes right after the change and one that is repeated comes once; what runs in every hour goes on as the hours pass.
 */
export function nextTime({ cron, timeZone }: Schedule, after: Date): Date | undefined {
  try {
    const clock = new ZoneClock(timeZone);
    const isEveryHour = cron.trim().split(/\s+/)[1] === '*';
    return isEveryHour ? nextOf(cron, timeZone, after) : nextByClock(cron, clock, after);
  } catch {
    return undefined;
  }
}

function nextOf(cron: string, timezone: string, after: Date): Date | undefined {
  return new Cron(cron, { timezone, mode: '5-part' }).nextRun(after) ?? undefined;
}

function nextByClock(cron: string, clock: ZoneClock, after: Date): Date | undefined {
  let shown = nextOf(cron, 'UTC', clock.shownAt(after));
  while (shown) {
    const next = clock.firstInstantOf(shown);
    if (next > after) return next;
    shown = nextOf(cron, 'UTC', shown);
  }
  return undefined;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** What clocks show in a time zone, as dates whose UTC parts are those of the clock. */
class ZoneClock {
  private readonly format: Intl.DateTimeFormat;

  constructor(timeZone: string) {
    const numbers = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const;
    this.format = new Intl.DateTimeFormat('en', { timeZone, hourCycle: 'h23', second: 'numeric', ...numbers });
  }

  shownAt(instant: Date): Date {
    const parts = new Map(this.format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const of = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
    return new Date(Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second')));
  }

  /** When clocks show it for the first time; where they skip it, when they are changed. */
  firstInstantOf(shown: Date): Date {
    const at = shown.getTime();
    const offsets = [-dayMs, dayMs].map((byMs) => this.offsetMs(at + byMs));
    const [earliest, latest] = [at - Math.max(...offsets), at - Math.min(...offsets)];
    const exact = [earliest, latest].find((instant) => instant + this.offsetMs(instant) === at);
    return new Date(exact ?? this.changeBetween(earliest, latest));
  }

  private offsetMs(instantMs: number): number {
    const minute = Math.floor(instantMs / minuteMs) * minuteMs;
    return this.shownAt(new Date(minute)).getTime() - minute;
  }

  /** The first minute with another offset than the one that the earlier instant has. */
  private changeBetween(earlier: number, later: number): number {
    const before = this.offsetMs(earlier);
    let [low, high] = [earlier, later];
    while (high - low > minuteMs) {
      const middle = Math.floor((low + high) / 2 / minuteMs) * minuteMs;
      if (this.offsetMs(middle) === before) low = middle;
      else high = middle;
    }
    return high;
  }
}
