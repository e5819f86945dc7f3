import { Tabs } from 'radix-ui';
import { useSyncExternalStore, type ReactNode } from 'react';

export interface DiffPane {
  id: string;
  title: string;
  description?: ReactNode;
  content: ReactNode;
}

const wide = '(min-width: 64rem)';

/** The same thing at several stages: beside each other where there is room, else one at a time. */
export function DiffPanes({ label, panes }: { label: string; panes: DiffPane[] }) {
  return useIsWide() ? <Beside panes={panes} /> : <OneAtATime label={label} panes={panes} />;
}

function Beside({ panes }: { panes: DiffPane[] }) {
  return (
    <div className="grid items-start gap-4" style={{ gridTemplateColumns: `repeat(${panes.length}, minmax(0, 1fr))` }}>
      {panes.map((pane) => (
        <section key={pane.id} aria-label={pane.title} className="min-w-0 rounded-control border border-line">
          <header className="border-b border-line bg-sunken px-3 py-2">
            <h3 className="font-semibold">{pane.title}</h3>
            {pane.description && <div className="text-sm text-ink-soft">{pane.description}</div>}
          </header>
          {pane.content}
        </section>
      ))}
    </div>
  );
}

function OneAtATime({ label, panes }: { label: string; panes: DiffPane[] }) {
  return (
    <Tabs.Root defaultValue={panes[0]?.id} className="min-w-0 rounded-control border border-line">
      <Tabs.List aria-label={label} className="flex overflow-x-auto border-b border-line bg-sunken">
        {panes.map((pane) => (
          <Tabs.Trigger
            key={pane.id}
            value={pane.id}
            className="min-h-11 flex-1 border-b-2 border-transparent px-3 whitespace-nowrap text-ink-soft -outline-offset-2 data-[state=active]:border-brand data-[state=active]:font-semibold data-[state=active]:text-ink"
          >
            {pane.title}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {panes.map((pane) => (
        <Tabs.Content key={pane.id} value={pane.id} className="-outline-offset-2">
          {pane.description && <div className="px-3 pt-2 text-sm text-ink-soft">{pane.description}</div>}
          {pane.content}
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
}

function useIsWide(): boolean {
  return useSyncExternalStore(
    (report) => {
      const query = matchMedia(wide);
      query.addEventListener('change', report);
      return () => query.removeEventListener('change', report);
    },
    () => matchMedia(wide).matches,
  );
}
