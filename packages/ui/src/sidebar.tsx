import { Menu, X } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { join } from './tone.js';

export interface SidebarProps {
  brand: ReactNode;
  /** Names the button that opens the navigation on a narrow screen. */
  menuLabel: string;
  isOpen: boolean;
  onToggle: () => void;
  children: ReactNode;
}

/** The navigation of the layout: a column beside the page, or a bar with a menu button on narrow screens. */
export function Sidebar({ brand, menuLabel, isOpen, onToggle, children }: SidebarProps) {
  const id = useId();
  const Icon = isOpen ? X : Menu;
  return (
    // On a wide screen the column is as high as the page, and its content is sticky.
    <div className="max-lg:contents lg:border-r lg:border-line lg:bg-surface">
      <header
        className={join(
          'sticky top-0 z-20 max-h-dvh overflow-y-auto border-b border-line bg-surface',
          'lg:flex lg:h-dvh lg:flex-col lg:overflow-visible lg:border-b-0',
        )}
        onKeyDown={(event) => event.key === 'Escape' && isOpen && onToggle()}
      >
        <div className="flex min-h-14 items-center justify-between gap-4 px-4 lg:min-h-18 lg:px-5">
          {brand}
          <button
            type="button"
            aria-label={menuLabel}
            aria-expanded={isOpen}
            aria-controls={id}
            onClick={onToggle}
            className="-mr-2 flex size-11 items-center justify-center rounded-control hover:bg-sunken lg:hidden"
          >
            <Icon aria-hidden className="size-6" />
          </button>
        </div>
        <div
          id={id}
          className={join(
            'min-h-0 flex-1 flex-col gap-4 px-2 pb-3 lg:flex lg:px-3 lg:pt-1',
            isOpen ? 'flex border-t border-line pt-2 lg:border-t-0' : 'hidden',
          )}
        >
          {children}
        </div>
      </header>
    </div>
  );
}

export interface NavItemProps {
  icon: ReactNode;
  label: string;
  /** A count that needs attention, as shown and as read out; nothing for 0. */
  count?: { value: number; text: string; label: string };
  /** Makes the link; it marks itself with `data-status="active"` or `aria-current`. */
  link: (look: { className: string; children: ReactNode }) => ReactNode;
}

/** One navigation link. */
export function NavItem({ icon, label, count, link }: NavItemProps) {
  const className = join(
    'flex min-h-11 items-center gap-3 rounded-control px-3 text-[0.9375rem] text-ink-soft lg:min-h-9.5',
    'hover:bg-sunken hover:text-ink',
    'data-[status=active]:bg-brand-soft data-[status=active]:font-medium data-[status=active]:text-brand-strong',
  );
  const children = (
    <>
      {icon}
      <span className="min-w-0 flex-1 truncate">{label}</span>
      {count && count.value > 0 && (
        <span className="rounded-full bg-warning-soft px-2 text-sm font-medium text-warning tabular-nums">
          <span aria-hidden>{count.text}</span>
          <span className="sr-only">, {count.label}</span>
        </span>
      )}
    </>
  );
  return <li>{link({ className, children })}</li>;
}
