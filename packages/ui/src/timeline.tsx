import type { ReactNode } from 'react';
import type { Tone } from './tone.js';

const dots: Record<Tone, string> = {
  neutral: 'bg-line-strong',
  good: 'bg-good',
  info: 'bg-info',
  warning: 'bg-warning',
  danger: 'bg-danger',
};

export interface TimelineEntry {
  id: string;
  tone: Tone;
  title: ReactNode;
  /** When it was, beside the title. */
  when: ReactNode;
  content?: ReactNode;
  /** The entry that is looked at. */
  isCurrent?: boolean;
}

/** What happened, one below the other. */
export function Timeline({ label, entries }: { label: string; entries: TimelineEntry[] }) {
  return (
    <ol aria-label={label} className="grid">
      {entries.map((entry, index) => (
        <li
          key={entry.id}
          aria-current={entry.isCurrent || undefined}
          className={`relative grid grid-cols-[1rem_minmax(0,1fr)] gap-x-3 rounded-control px-2 py-2 ${entry.isCurrent ? 'bg-sunken' : ''}`}
        >
          {index < entries.length - 1 && (
            <span aria-hidden className="absolute top-7 -bottom-2 left-[0.94rem] w-px bg-line" />
          )}
          <span aria-hidden className={`mt-1.5 size-3 justify-self-center rounded-full ${dots[entry.tone]}`} />
          <div className="grid min-w-0 gap-1">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <div className="min-w-0 break-words">{entry.title}</div>
              <div className="text-sm text-ink-soft tabular-nums">{entry.when}</div>
            </div>
            {entry.content && <div className="min-w-0 text-sm break-words text-ink-soft">{entry.content}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
