import { type ReactNode, useId } from 'react';
import { join } from './tone.js';

const tones = { plain: 'border-line', brand: 'border-brand', danger: 'border-danger' } as const;

export interface CardProps {
  /** Makes the card a region of that name. */
  title?: ReactNode;
  /** The heading's level. */
  level?: 2 | 3 | 4;
  description?: ReactNode;
  /** Stands at the right of the title. */
  aside?: ReactNode;
  footer?: ReactNode;
  tone?: keyof typeof tones;
  children?: ReactNode;
}

/** A surface that holds one thing. */
export function Card({ title, level = 2, description, aside, footer, tone = 'plain', children }: CardProps) {
  const id = useId();
  const Heading = `h${level}` as const;
  return (
    <section
      aria-labelledby={title ? id : undefined}
      className={join('min-w-0 rounded-card border bg-surface shadow-card', tones[tone])}
    >
      {(title || aside) && (
        <header className="flex flex-wrap items-start justify-between gap-3 px-4 pt-4 sm:px-5 sm:pt-5">
          <div className="min-w-0">
            {title && (
              <Heading id={id} className="text-lg leading-snug font-semibold break-words">
                {title}
              </Heading>
            )}
            {description && <div className="mt-0.5 text-sm text-ink-soft">{description}</div>}
          </div>
          {aside && <div className="flex flex-wrap items-center gap-2">{aside}</div>}
        </header>
      )}
      {children && <div className="p-4 sm:p-5">{children}</div>}
      {!children && (title || aside) && <div className="pb-4 sm:pb-5" />}
      {footer && <footer className="flex flex-wrap gap-2 border-t border-line p-4 sm:px-5">{footer}</footer>}
    </section>
  );
}
