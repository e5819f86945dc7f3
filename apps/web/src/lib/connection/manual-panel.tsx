import type { Application } from '@koppel/contracts';
import { Card, Disclosure, TextLink } from '@koppel/ui';
import { Link } from '@tanstack/react-router';
import { useSyncExternalStore } from 'react';
import { Manual } from './manual.js';
import { texts } from './texts.js';

/** Where `Stack` puts two columns beside each other. */
const wide = typeof matchMedia === 'undefined' ? undefined : matchMedia('(min-width: 64rem)');

function useIsWide(): boolean {
  return useSyncExternalStore(
    (listener) => {
      wide?.addEventListener('change', listener);
      return () => wide?.removeEventListener('change', listener);
    },
    () => wide?.matches ?? true,
  );
}

/** The manual beside a form: a panel of its own where there is room, else behind its title. */
export function ManualPanel({ application }: { application: Application }) {
  const isWide = useIsWide();
  const title = texts.manualTitle(application.name);
  const manual = <Manual applicationId={application.id} />;
  const inNewTab = (
    <TextLink>
      <Link to="/manuals/$applicationId" params={{ applicationId: application.id }} target="_blank">
        {texts.manualInNewTab}
      </Link>
    </TextLink>
  );
  if (!isWide) {
    return (
      <Card>
        <Disclosure label={title}>
          <p className="mb-3 text-sm">{inNewTab}</p>
          {manual}
        </Disclosure>
      </Card>
    );
  }
  return (
    <div className="sticky top-4">
      <Card title={title} level={3} aside={<span className="text-sm">{inNewTab}</span>}>
        <div
          role="group"
          aria-label={title}
          // What scrolls must be reachable by keyboard.
          tabIndex={0}
          className="-mx-1 max-h-[calc(100dvh-9rem)] overflow-y-auto px-1"
        >
          {manual}
        </div>
      </Card>
    </div>
  );
}
