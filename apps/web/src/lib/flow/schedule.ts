import type { Schedule } from '@koppel/contracts';
import { texts } from './texts.js';

/** The schedules most people want; anything else is cron. */
export const presets = [
  { id: 'minutes5', cron: '*/5 * * * *', label: texts.every5Minutes },
  { id: 'minutes10', cron: '*/10 * * * *', label: texts.every10Minutes },
  { id: 'minutes15', cron: '*/15 * * * *', label: texts.every15Minutes },
  { id: 'hourly', cron: '0 * * * *', label: texts.hourly },
  { id: 'hourlyHalf', cron: '30 * * * *', label: texts.hourlyHalf },
  { id: 'daily', cron: '0 3 * * *', label: texts.daily },
] as const;

export const manualPreset = 'manual';
export const customPreset = 'custom';

/** A schedule as the form holds it. */
export interface ScheduleValue {
  preset: string;
  cron: string;
  timeZone: string;
}

export function toScheduleValue(schedule: Schedule | null, timeZone = localTimeZone()): ScheduleValue {
  if (!schedule) return { preset: manualPreset, cron: '', timeZone };
  const preset = presets.find(({ cron }) => cron === schedule.cron)?.id ?? customPreset;
  return { preset, cron: schedule.cron, timeZone: schedule.timeZone };
}

export function toSchedule(value: ScheduleValue): Schedule | null {
  if (value.preset === manualPreset) return null;
  const cron = presets.find(({ id }) => id === value.preset)?.cron ?? value.cron.trim().replaceAll(/\s+/g, ' ');
  return { cron, timeZone: value.timeZone };
}

/** Whether a text has the five fields of cron; the server checks their ranges. */
export function isCron(text: string): boolean {
  return /^([\d*,/-]+\s+){4}[\d*,/\-A-Z]+$/i.test(
    text.trim().replaceAll(/\b(JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)\b/gi, '1'),
  );
}

/** A schedule in words, `Every hour`. */
export function scheduleWords(schedule: Schedule | null): string {
  if (!schedule) return texts.manualOnly;
  const preset = presets.find(({ cron }) => cron === schedule.cron);
  if (!preset) return texts.customWords(schedule.cron, schedule.timeZone);
  return preset.id === 'daily' ? `${preset.label} (${schedule.timeZone})` : preset.label;
}

export function localTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Every time zone that the browser knows, and the one in use. */
export function timeZones(current: string): string[] {
  return [...new Set([current, 'UTC', ...Intl.supportedValuesOf('timeZone')])].filter(Boolean).sort();
}
