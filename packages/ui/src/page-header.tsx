import type { ReactNode, Ref } from 'react';

export interface PageHeaderProps {
  title: ReactNode;
  description?: ReactNode;
  /** Stands above the title: the way back. */
  trail?: ReactNode;
  /** Stands beside the title: a state. */
  badge?: ReactNode;
  actions?: ReactNode;
  /** The heading takes focus by script, so that a new page is read from its top. */
  headingRef?: Ref<HTMLHeadingElement>;
}

/** The one main heading of a page, with what can be done on it. */
export function PageHeader({ title, description, trail, badge, actions, headingRef }: PageHeaderProps) {
  return (
    <header className="mb-6 grid gap-2">
      {trail && <div className="text-sm">{trail}</div>}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="flex min-w-0 flex-wrap items-center gap-3">
          <h1 ref={headingRef} tabIndex={-1} className="text-2xl font-semibold tracking-tight break-words">
            {title}
          </h1>
          {badge}
        </div>
        {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
      {description && <div className="max-w-prose text-ink-soft">{description}</div>}
    </header>
  );
}
