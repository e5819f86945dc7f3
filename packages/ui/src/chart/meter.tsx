const fills = {
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
  tone?: keyof typeof fills;
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
      <div className="h-full rounded-full" style={{ width: `${percent}%`, background: fills[tone] }} />
    </div>
  );
}
