import { AppError, type Schedule } from '@koppel/contracts';
import { Cron } from 'croner';

/** @throws AppError `flow.schedule_invalid` unless it is a five-field cron in an IANA time zone that comes due some day. */
export function checkSchedule({ cron, timeZone }: Schedule): void {
  if (cron.trim().split(/\s+/).length !== 5) {
    throw invalid(
      `"${cron}" is not a schedule: it needs five fields (minute, hour, day, month, weekday), such as "*/15 * * * *".`,
    );
  }
  let next: Date | null;
  try {
    next = new Cron(cron, { timezone: timeZone, paused: true }).nextRun();
  } catch (cause: unknown) {
    throw invalid(
      `The schedule "${cron}" in time zone "${timeZone}" cannot be understood. Check both, for instance "0 6 * * *" in "Europe/Amsterdam".`,
      cause,
    );
  }
  if (!next) throw invalid(`The schedule "${cron}" never comes due. Choose another one.`);
}

function invalid(message: string, cause?: unknown): AppError {
  return new AppError('flow.schedule_invalid', message, { cause });
}
