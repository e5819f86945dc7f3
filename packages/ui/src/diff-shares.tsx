import type { Tone } from './tone.js';

const fills: Record<Tone, string> = {
  neutral: 'bg-line-strong',
  good: 'bg-good',
  info: 'bg-info',
  warning: 'bg-warning',
  danger: 'bg-danger',
};

export interface SharesProps {
  /** Says the whole picture in words. */
  label: string;
  shares: { id: string; tone: Tone; count: number }[];
}

/** How a whole divides, as one bar; the numbers stand beside it in words. */
export function Shares({ label, shares }: SharesProps) {
  return (
    <div role="img" aria-label={label} className="flex h-3 w-full gap-px overflow-hidden rounded-full bg-sunken">
      {shares
        .filter(({ count }) => count > 0)
        .map(({ id, tone, count }) => (
          <span key={id} className={`min-w-1 ${fills[tone]}`} style={{ flexGrow: count, flexBasis: 0 }} />
        ))}
    </div>
  );
}
