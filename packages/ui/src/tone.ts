/** The meaning of a colour; every use also states it as text. */
export type Tone = 'neutral' | 'good' | 'info' | 'warning' | 'danger';

export const softTones: Record<Tone, string> = {
  neutral: 'bg-sunken text-ink',
  good: 'bg-good-soft text-good',
  info: 'bg-info-soft text-info',
  warning: 'bg-warning-soft text-warning',
  danger: 'bg-danger-soft text-danger',
};

/** Joins class names, leaving out what is absent. */
export function join(...names: (string | false | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}
