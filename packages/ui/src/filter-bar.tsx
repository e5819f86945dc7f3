import { Slot } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';

export interface FilterBarProps {
  /** Names the group of controls. */
  label: string;
  /** Stands first and takes the room there is: a search field. */
  search?: ReactNode;
  /** Stands last: a button that takes all filters away. */
  reset?: ReactNode;
  children?: ReactNode;
}

/** Controls that choose what a list shows. */
export function FilterBar({ label, search, reset, children }: FilterBarProps) {
  return (
    <div role="search" aria-label={label} className="grid gap-3">
      {search && <div className="max-w-xl">{search}</div>}
      {(children || reset) && (
        <div className="grid grid-cols-2 items-end gap-3 sm:flex sm:flex-wrap sm:[&>*]:max-w-80 sm:[&>*]:min-w-48 [&>button]:w-auto sm:[&>button]:min-w-0">
          {children}
          {reset}
        </div>
      )}
    </div>
  );
}

export interface FilterTab {
  id: string;
  label: string;
  /** How many there are, beside the label. */
  count?: string;
  isCurrent: boolean;
  /** Makes the link around the content. */
  link: (content: ReactNode) => ReactElement;
}

/** Links to parts of a list, in a row; each has an address of its own. */
export function FilterTabs({ label, tabs }: { label: string; tabs: FilterTab[] }) {
  return (
    <nav aria-label={label} className="overflow-x-auto border-b border-line">
      <ul className="flex gap-1">
        {tabs.map((tab) => (
          <li key={tab.id}>
            <Slot.Root
              aria-current={tab.isCurrent ? 'page' : undefined}
              className={`flex min-h-11 items-center gap-2 border-b-2 px-3 whitespace-nowrap -outline-offset-2 hover:text-ink ${
                tab.isCurrent ? 'border-brand font-medium text-ink' : 'border-transparent text-ink-soft'
              }`}
            >
              {tab.link(
                <>
                  {tab.label}
                  {tab.count !== undefined && (
                    <span className="rounded-full bg-sunken px-2 text-sm text-ink tabular-nums">{tab.count}</span>
                  )}
                </>,
              )}
            </Slot.Root>
          </li>
        ))}
      </ul>
    </nav>
  );
}
