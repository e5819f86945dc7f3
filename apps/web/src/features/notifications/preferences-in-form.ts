import type { NotificationPreferences } from '@koppel/contracts';
import { texts } from './texts.js';

export const rhythms = ['always', 'quiet', 'daily'] as const;

/** Preferences as the form shows them: what is not chosen keeps its time, so that nothing is lost by looking. */
export interface PreferencesInForm {
  topics: NotificationPreferences['topics'];
  timeZone: string;
  rhythm: (typeof rhythms)[number];
  from: string;
  to: string;
  digestAt: string;
}

/** Who chose nothing is where the browser is. */
export function formOf(
  { topics, timeZone, quietHours, digestAt }: NotificationPreferences,
  isChosen: boolean,
): PreferencesInForm {
  return {
    topics,
    timeZone: isChosen ? timeZone : new Intl.DateTimeFormat().resolvedOptions().timeZone,
    rhythm: digestAt !== null ? 'daily' : quietHours ? 'quiet' : 'always',
    from: quietHours?.from ?? '22:00',
    to: quietHours?.to ?? '07:00',
    digestAt: digestAt ?? '08:00',
  };
}

export function preferencesOf({ topics, timeZone, rhythm, from, to, digestAt }: PreferencesInForm) {
  return {
    ...{ topics, timeZone },
    quietHours: rhythm === 'quiet' ? { from, to } : null,
    digestAt: rhythm === 'daily' ? digestAt : null,
  };
}

export function problemsOf({ rhythm, from, to, digestAt }: PreferencesInForm) {
  const problems: Partial<Record<'from' | 'to' | 'digestAt', string>> = {};
  if (rhythm === 'quiet' && from === '') problems.from = texts.timeMissing;
  if (rhythm === 'quiet' && to === '') problems.to = texts.timeMissing;
  else if (rhythm === 'quiet' && to === from) problems.to = texts.sameTime;
  if (rhythm === 'daily' && digestAt === '') problems.digestAt = texts.timeMissing;
  return problems;
}

/** Every time zone that the browser knows, and the one that is chosen. */
export function zonesWith(chosen: string): { value: string; label: string }[] {
  const zones = new Set([chosen, 'UTC', ...Intl.supportedValuesOf('timeZone')]);
  return [...zones].sort().map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }));
}
