import { Card, Prose } from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type MouseEvent, useEffect, useMemo, useState } from 'react';
import { ApplicationLogo, applicationQuery, manualQuery } from '../../entities/application/application.js';
import { Page, Trail } from '../../shared/page/page.js';
import { QueryView } from '../../shared/page/query-view.js';
import { manualDocument, type Section } from './manual-document.js';
import { texts } from './texts.js';

const route = getRouteApi('/console/manuals/$applicationId');

export function ManualPage() {
  const { applicationId } = route.useParams();
  const application = useQuery(applicationQuery(applicationId));
  const manual = useQuery(manualQuery(applicationId));
  return (
    <Page
      title={texts.manualOf(application.data?.name ?? applicationId)}
      trail={
        <Trail>
          <Link to="/manuals">{texts.back}</Link>
        </Trail>
      }
      badge={application.data && <ApplicationLogo application={application.data} />}
      description={application.data?.summary}
    >
      <QueryView query={manual}>{({ markdown }) => <Document markdown={markdown} />}</QueryView>
    </Page>
  );
}

function Document({ markdown }: { markdown: string }) {
  const { html, sections } = useMemo(
    () => manualDocument(markdown, { origin: location.origin, labels: texts }),
    [markdown],
  );
  const [isCopied, setIsCopied] = useState(false);
  // The browser looked for the anchor before the manual was there.
  useEffect(() => document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView(), []);
  const copy = (event: MouseEvent) => {
    const button = event.target instanceof Element ? event.target.closest('[data-copy]') : null;
    const code = button?.previousElementSibling?.textContent;
    if (!button || !code) return;
    navigator.clipboard.writeText(code.trim()).then(
      () => setIsCopied(true),
      () => setIsCopied(false),
    );
    button.addEventListener('blur', () => setIsCopied(false), { once: true });
  };
  return (
    <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_15rem] xl:gap-10">
      <div className="xl:order-last xl:sticky xl:top-9">
        <Contents sections={sections} />
      </div>
      <Card>
        {/* The buttons inside are HTML of their own; their clicks arrive here. */}
        <div onClick={copy}>
          <Prose html={html} />
        </div>
        <p role="status" className="sr-only">
          {isCopied ? texts.copied : ''}
        </p>
      </Card>
    </div>
  );
}

function Contents({ sections }: { sections: Section[] }) {
  if (sections.length < 2) return null;
  return (
    <nav aria-label={texts.contents}>
      <p className="mb-2 text-sm font-semibold">{texts.contents}</p>
      <ul className="grid border-l border-line">
        {sections.map(({ id, title, level }) => (
          <li key={id}>
            <a
              href={`#${id}`}
              className={`-ml-px block border-l border-transparent py-1 text-sm text-ink-soft hover:border-brand hover:text-ink ${
                level === 3 ? 'pl-7' : 'pl-4'
              }`}
            >
              {title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
