import type { Application } from '@koppel/contracts';
import { Card, Disclosure, Prose, TextLink } from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, useSyncExternalStore } from 'react';
import { QueryView } from '../../shared/page/query-view.js';
import { manualQuery } from './application.js';
import { renderMarkdown } from './markdown.js';
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

/** The heading above the manual is of level 3. */
const FIRST_LEVEL = 4;

/** The manual of an application, to stand below a heading that names it. */
export function Manual({ applicationId }: { applicationId: string }) {
  const manual = useQuery(manualQuery(applicationId));
  return <QueryView query={manual}>{({ markdown }) => <Rendered markdown={markdown} />}</QueryView>;
}

function Rendered({ markdown }: { markdown: string }) {
  const html = useMemo(() => renderMarkdown(withoutTitle(markdown), FIRST_LEVEL), [markdown]);
  return <Prose html={html} />;
}

/** Its first heading says what the heading above says already. */
function withoutTitle(markdown: string): string {
  return markdown.replace(/^\s*# .*\n+/, '');
}
