import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { join } from './tone.js';

export interface Step {
  id: string;
  label: string;
  state: 'done' | 'current' | 'upcoming';
  /** Wraps a step that can be gone to in a link. */
  link?: (children: ReactNode) => ReactNode;
}

const dots = {
  done: 'bg-brand-soft text-brand border-brand',
  current: 'bg-brand text-on-brand border-brand',
  upcoming: 'bg-surface text-ink-soft border-line-strong',
} as const;

/** The current position in a list of steps. */
export function Stepper({ label, steps }: { label: string; steps: Step[] }) {
  return (
    <nav aria-label={label}>
      <ol className="flex items-center gap-1.5 sm:gap-2">
        {steps.map((step, index) => {
          const content = (
            <span className="flex items-center gap-2 py-1">
              <span
                className={join(
                  'flex size-7 shrink-0 items-center justify-center rounded-full border text-sm font-semibold',
                  dots[step.state],
                )}
              >
                {step.state === 'done' ? (
                  <Check aria-hidden className="size-4" />
                ) : (
                  <span aria-hidden>{index + 1}</span>
                )}
              </span>
              <span
                className={join(
                  'text-sm',
                  step.state === 'current' ? 'font-semibold' : 'sr-only text-ink-soft md:not-sr-only',
                )}
              >
                {step.label}
              </span>
            </span>
          );
          return (
            <li
              key={step.id}
              aria-current={step.state === 'current' ? 'step' : undefined}
              className="flex items-center gap-1.5 sm:gap-2"
            >
              {index > 0 && <span aria-hidden className="h-px w-2 bg-line-strong sm:w-5" />}
              {step.link ? step.link(content) : content}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
