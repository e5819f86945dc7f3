import { formatMoney, type Money } from '@koppel/contracts';
import { language, locale } from '../i18n/language.js';
import { translated } from '../i18n/translated.js';

const texts = translated({
  en: {
    soon: 'in a moment',
    justNow: 'just now',
    seconds: (seconds: number) => `${seconds} s`,
    minutes: (minutes: number, seconds: number) => `${minutes} min ${seconds} s`,
    hours: (hours: number, minutes: number) => `${hours} h ${minutes} min`,
  },
  nl: {
    soon: 'zo meteen',
    justNow: 'zojuist',
    seconds: (seconds: number) => `${seconds} s`,
    minutes: (minutes: number, seconds: number) => `${minutes} min ${seconds} s`,
    hours: (hours: number, minutes: number) => `${hours} u ${minutes} min`,
  },
});

const numbers = new Intl.NumberFormat(locale);
const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });

const MINUTE_S = 60;
const HOUR_S = 3600;
const DAY_S = 86_400;

export function formatCount(count: number): string {
  return numbers.format(count);
}

/** With a capital, as a sentence or a title begins. */
export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** `€ 11.64`, as the person's language writes it. */
export function formatAmount({ amount, currency }: Money): string {
  return formatMoney(amount, currency, language);
}

/** `1 issue`, `2 issues`. */
export function formatPlural(count: number, one: string, many: string): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** Recent and near moments as a distance (`5 minutes ago`, `in 2 hours`), far ones as a date. */
export function formatMoment(instant: string, now: Date = new Date()): string {
  const seconds = Math.round((new Date(instant).getTime() - now.getTime()) / 1000);
  const distance = Math.abs(seconds);
  if (distance < MINUTE_S) return seconds > 0 ? texts.soon : texts.justNow;
  if (distance < HOUR_S) return relative.format(Math.trunc(seconds / MINUTE_S), 'minute');
  if (distance < DAY_S) return relative.format(Math.trunc(seconds / HOUR_S), 'hour');
  return formatInstant(instant);
}

/** Date and time in the person's own time zone, or in the given one. */
export function formatInstant(instant: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(
    new Date(instant),
  );
}

/** `45 s`, `2 min 5 s`, `1 h 4 min`. */
export function formatDuration(fromInstant: string, toInstant: string): string {
  const seconds = Math.max(0, Math.round((new Date(toInstant).getTime() - new Date(fromInstant).getTime()) / 1000));
  if (seconds < MINUTE_S) return texts.seconds(seconds);
  if (seconds < HOUR_S) return texts.minutes(Math.floor(seconds / MINUTE_S), seconds % MINUTE_S);
  return texts.hours(Math.floor(seconds / HOUR_S), Math.floor((seconds % HOUR_S) / MINUTE_S));
}

/** A length of time that need not be exact: `6 hours`, `10 minutes`. */
export function formatInterval(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 1000 / MINUTE_S));
  const isHours = minutes >= MINUTE_S;
  const options = { style: 'unit', unit: isHours ? 'hour' : 'minute', unitDisplay: 'long' } as const;
  return new Intl.NumberFormat(locale, options).format(isHours ? Math.round(minutes / MINUTE_S) : minutes);
}

/** A calendar day with its year. */
export function formatDate(day: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
}

/** A calendar day, `2026-11-23`, as `Mon 23 Nov` or shortly as `23 Nov`. */
export function formatDay(day: string, style: 'short' | 'long'): string {
  const weekday = style === 'long' ? 'short' : undefined;
  const options = { weekday, day: 'numeric', month: 'short', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(locale, options).format(new Date(`${day}T00:00:00Z`));
}

/** `00:00`, in the person's own time zone. */
export function formatTime(instant: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone }).format(new Date(instant));
}
