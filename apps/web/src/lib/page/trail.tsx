import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';

/** The way back to what a page belongs to; takes a link. */
export function Trail({ children }: { children: ReactNode }) {
  return (
    <span className="inline-flex min-h-6 items-center gap-1.5 text-ink-soft [&_a]:hover:text-ink [&_a]:hover:underline">
      <ArrowLeft aria-hidden className="size-4" />
      {children}
    </span>
  );
}
