import type { Schedule } from '@koppel/contracts';
import { Cron } from 'croner';

/** The next time after `after` that a schedule names; undefined when it names none or cannot be read. */
export function nextTime({ cron, timeZone }: Schedule, after: Date): Date | undefined {
  try {
    return new Cron(cron, { timezone: timeZone, mode: '5-part' }).nextRun(after) ?? undefined;
  } catch {
    return undefined;
  }
}
