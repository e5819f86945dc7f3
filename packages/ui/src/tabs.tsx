import type { ReactNode } from 'react';

export interface TabLink {
  id: string;
  label: string;
  link: (look: { className: string; children: ReactNode }) => ReactNode;
}

const look =
  'inline-flex min-h-11 items-center border-b-2 border-transparent px-1 whitespace-nowrap text-ink-soft -outline-offset-2 ' +
  'hover:text-ink data-[status=active]:border-brand data-[status=active]:font-medium data-[status=active]:text-ink';

/** The parts of one page, each with an address of its own. */
export function TabLinks({ label, tabs }: { label: string; tabs: TabLink[] }) {
  return (
    <nav aria-label={label} className="border-b border-line">
      <ul className="-mb-px flex flex-wrap gap-x-3 sm:gap-x-6">
        {tabs.map(({ id, label: words, link }) => (
          <li key={id}>{link({ className: look, children: words })}</li>
        ))}
      </ul>
    </nav>
  );
}
