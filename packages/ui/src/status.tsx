import { LoaderCircle } from 'lucide-react';
import type { ReactNode } from 'react';
import { join, softTones, type Tone } from './tone.js';

/** A state in one or two words. */
export function Badge({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span
      className={join(
        'inline-flex items-center gap-1.5 rounded-full px-2.5 py-0.5 text-sm font-medium whitespace-nowrap',
        softTones[tone],
      )}
    >
      {children}
    </span>
  );
}

export interface SpinnerProps {
  /** Read by screen readers; leave out when a text beside it says the same. */
  label?: string;
  size?: 'sm' | 'lg';
}

/** Something is under way. */
export function Spinner({ label, size = 'sm' }: SpinnerProps) {
  return (
    <span role={label ? 'status' : undefined} className="inline-flex items-center">
      <LoaderCircle aria-hidden className={`animate-spin ${size === 'lg' ? 'size-8 text-brand' : 'size-4'}`} />
      {label && <span className="sr-only">{label}</span>}
    </span>
  );
}
