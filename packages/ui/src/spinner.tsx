import { LoaderCircle } from 'lucide-react';

export interface SpinnerProps {
  /** Told to screen readers; leave out where a text beside it says the same. */
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
