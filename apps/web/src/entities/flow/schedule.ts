import type { Schedule } from '@koppel/contracts';
import { texts } from './texts.js';

/** How a schedule is edited; anything else is a cron expression. */
export type ScheduleKind = 'manual' | 'minutes' | 'hourly' | 'daily' | 'workdays' | 'cron';
export const scheduleKinds: readonly ScheduleKind[] = ['minutes', 'hourly', 'daily', 'workdays', 'manual', 'cron'];

/** Minutes between two runs that divide the hour. */
export const minuteSteps = ['5', '10', '15', '20', '30'] as const;
/** Minutes past the hour that are offered. */
export const minutesPast = ['0', '5', '10', '15', '20', '25', '30', '35', '40', '45', '50', '55'] as const;

/** A schedule as form values: the values of other kinds are kept when the kind changes. */
export interface ScheduleValue {
  kind: ScheduleKind;
  /** Minutes between two runs. */
  every: string;
  /** Minutes past each hour. */
  past: string;
  /** `HH:MM`. */
  time: string;
  cron: string;
  timeZone: string;
}

export function toScheduleValue(schedule: Schedule | null, timeZone = localTimeZone()): ScheduleValue {
  const start: ScheduleValue = { kind: 'manual', every: '15', past: '0', time: '03:00', cron: '', timeZone };
  if (!schedule) return start;
  return { ...start, kind: 'cron', ...fieldsOfCron(schedule.cron), cron: schedule.cron, timeZone: schedule.timeZone };
}

function fieldsOfCron(cron: string): Partial<ScheduleValue> {
  const [minute = '', hour = '', day, month, weekday] = cron.trim().split(/\s+/);
  if (day !== '*' || month !== '*') return {};
  const every = /^\*\/(\d+)$/.exec(minute)?.[1];
  const isDaily = weekday === '*';
  if (hour === '*' && isDaily) {
    if (minuteSteps.some((step) => step === every)) return { kind: 'minutes', every };
    return minutesPast.some((past) => past === minute) ? { kind: 'hourly', past: minute } : {};
  }
  const isTime = /^\d{1,2}$/.test(minute) && /^\d{1,2}$/.test(hour);
  if (!isTime || (!isDaily && weekday !== '1-5')) return {};
  return { kind: isDaily ? 'daily' : 'workdays', time: `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}` };
}

export function toSchedule(value: ScheduleValue): Schedule | null {
  if (value.kind === 'manual') return null;
  return { cron: cronOf(value), timeZone: value.timeZone };
}

function cronOf({ kind, every, past, time, cron }: ScheduleValue): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  switch (kind) {
    case 'minutes':
      return `*/${every} * * * *`;
    case 'hourly':
      return `${past} * * * *`;
    case 'daily':
      return `${minute} ${hour} * * *`;
    case 'workdays':
      return `${minute} ${hour} * * 1-5`;
    default:
      return cron.trim().replaceAll(/\s+/g, ' ');
  }
}

/** What is wrong with a schedule, by its field; undefined when nothing is. */
export function scheduleProblem(value: ScheduleValue): { field: 'time' | 'cron'; message: string } | undefined {
  const hasTime = value.kind === 'daily' || value.kind === 'workdays';
  if (hasTime && !/^([01]\d|2[0-3]):[0-5]\d$/.test(value.time)) return { field: 'time', message: texts.timeWrong };
  if (value.kind === 'cron' && !isCron(value.cron)) return { field: 'cron', message: texts.cronWrong };
  return undefined;
}

/** Whether a text has the five fields of cron; the server checks their ranges. */
export function isCron(text: string): boolean {
  return /^([\d*,/-]+\s+){4}[\d*,/\-A-Z]+$/i.test(
    text.trim().replaceAll(/\b(JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)\b/gi, '1'),
  );
}

/** A schedule as text, `Every hour`. */
export function scheduleText(schedule: Schedule | null): string {
  if (!schedule) return texts.schedules.manual;
  const { kind, every, past, time } = toScheduleValue(schedule);
  const { timeZone, cron } = schedule;
  switch (kind) {
    case 'minutes':
      return texts.schedules.minutes(every);
    case 'hourly':
      return texts.schedules.hourly(past.padStart(2, '0'));
    case 'daily':
      return texts.schedules.daily(time, timeZone);
    case 'workdays':
      return texts.schedules.workdays(time, timeZone);
    default:
      return texts.schedules.cron(cron, timeZone);
  }
}

export function localTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Every time zone that the browser knows, and the one in use. */
export function timeZones(current: string): string[] {
  return [...new Set([current, 'UTC', ...Intl.supportedValuesOf('timeZone')])].filter(Boolean).sort();
}
