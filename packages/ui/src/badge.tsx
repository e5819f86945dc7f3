import type { ReactNode } from 'react';
import { join } from './join.js';
import { softTones, type Tone } from './tone.js';

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
