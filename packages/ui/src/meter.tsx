import { Progress as Primitive } from 'radix-ui';
import type { Tone } from './tone.js';

export interface ProgressProps {
  label: string;
  /** 0 to 100; null while the end is not known. */
  percent: number | null;
}

/** A progress bar. */
export function Progress({ label, percent }: ProgressProps) {
  return (
    <Primitive.Root
      aria-label={label}
      value={percent}
      className="relative h-2 w-full overflow-hidden rounded-full bg-sunken"
    >
      {percent === null ? (
        <Primitive.Indicator className="koppel-slide absolute inset-y-0 w-1/3 rounded-full bg-brand" />
      ) : (
        <Primitive.Indicator
          className="h-full rounded-full bg-brand transition-[width]"
          style={{ width: `${Math.min(100, Math.max(0, percent))}%` }}
        />
      )}
    </Primitive.Root>
  );
}

const meterFills = {
  good: 'var(--koppel-chart-created)',
  warning: 'var(--koppel-chart-nearly)',
  danger: 'var(--koppel-chart-failed)',
} as const;

export interface MeterProps {
  label: string;
  value: number;
  limit: number;
  /** The same in words. */
  valueText: string;
  tone?: keyof typeof meterFills;
}

/** How much of a limit is used. */
export function Meter({ label, value, limit, valueText, tone = 'good' }: MeterProps) {
  const percent = limit > 0 ? Math.min(100, Math.max(0, (value / limit) * 100)) : 0;
  return (
    <div
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={limit}
      aria-valuenow={Math.min(value, limit)}
      aria-valuetext={valueText}
      className="h-2 w-full overflow-hidden rounded-full bg-sunken"
    >
      <div className="h-full rounded-full" style={{ width: `${percent}%`, background: meterFills[tone] }} />
    </div>
  );
}

const shareFills: Record<Tone, string> = {
  neutral: 'bg-line-strong',
  good: 'bg-good',
  info: 'bg-info',
  warning: 'bg-warning',
  danger: 'bg-danger',
};

export interface SharesProps {
  /** Describes the whole bar as text. */
  label: string;
  shares: { id: string; tone: Tone; count: number }[];
}

/** Shares of a whole as one bar; the numbers are shown beside it. */
export function Shares({ label, shares }: SharesProps) {
  return (
    <div role="img" aria-label={label} className="flex h-3 w-full gap-px overflow-hidden rounded-full bg-sunken">
      {shares
        .filter(({ count }) => count > 0)
        .map(({ id, tone, count }) => (
          <span key={id} className={`min-w-1 ${shareFills[tone]}`} style={{ flexGrow: count, flexBasis: 0 }} />
        ))}
    </div>
  );
}
