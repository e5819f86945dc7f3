import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { join, softTones, type Tone } from './tone.js';

const icons = { neutral: Info, info: Info, good: CircleCheck, warning: TriangleAlert, danger: CircleAlert };

export interface AlertProps {
  tone?: Tone;
  title?: string;
  /** What the person can do about it. */
  actions?: ReactNode;
  children?: ReactNode;
}

/** A message in the page. Warnings and errors are announced at once, others politely. */
export function Alert({ tone = 'info', title, actions, children }: AlertProps) {
  const Icon = icons[tone];
  return (
    <div
      role={tone === 'danger' ? 'alert' : 'status'}
      className={join('flex gap-3 rounded-control px-4 py-3 text-[0.9375rem]', softTones[tone])}
    >
      <Icon aria-hidden className="mt-0.5 size-5 shrink-0" />
      <div className="grid min-w-0 flex-1 gap-1 break-words">
        {title && <p className="font-semibold">{title}</p>}
        {children && <div className="text-ink">{children}</div>}
        {actions && <div className="mt-1 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  );
}
