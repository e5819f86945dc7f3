import { Button, PageHeader } from '@koppel/ui';
import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router';
import { ArrowLeft, Pencil } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { toProblem } from '../api/problem.js';
import { ProblemAlert } from './query-view.js';
import { texts } from './texts.js';

const RenameForm = lazy(() => import('./rename-form.js'));

let isFirstPage = true;

/**
 * Moves focus to the heading after navigation, so that a screen reader starts at the top of the page.
 * The first page keeps the focus of the browser.
 */
export function useHeadingFocus() {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (isFirstPage) isFirstPage = false;
    else heading.current?.focus({ preventScroll: true });
  }, []);
  return heading;
}

/** Sets the document title, most specific part first. */
export function useDocumentTitle(...parts: (string | undefined)[]): void {
  const title = [...parts, texts.product].filter(Boolean).join(' · ');
  useEffect(() => {
    document.title = title;
  }, [title]);
}

/** How the subject of a page is renamed. */
export interface Rename {
  /** Names the field, `Name of the integration`. */
  label: string;
  save: (title: string) => Promise<unknown>;
}

export interface PageProps {
  title: string;
  /** The part of the page that is shown, if it has several; part of the document title. */
  part?: string;
  /** Lets the user rename the title in place. */
  rename?: Rename;
  description?: ReactNode;
  trail?: ReactNode;
  badge?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
}

/** A page with its h1; also sets the document title. */
export function Page({ title, part, rename, badge, children, ...header }: PageProps) {
  const headingRef = useHeadingFocus();
  const [isRenaming, setIsRenaming] = useState(false);
  useDocumentTitle(part, title);
  const stopRenaming = () => {
    setIsRenaming(false);
    headingRef.current?.focus({ preventScroll: true });
  };
  const isForm = isRenaming && rename !== undefined;
  return (
    <>
      <PageHeader
        title={isForm ? <span className="sr-only">{title}</span> : title}
        headingRef={headingRef}
        badge={
          isForm ? (
            <Suspense>
              <RenameForm title={title} rename={rename} onDone={stopRenaming} />
            </Suspense>
          ) : (
            <>
              {rename && (
                <Button
                  size="sm"
                  variant="quiet"
                  icon={<Pencil aria-hidden className="size-4" />}
                  onClick={() => setIsRenaming(true)}
                >
                  <span className="sr-only">{texts.rename(rename.label)}</span>
                </Button>
              )}
              {badge}
            </>
          )
        }
        {...header}
      />
      {children}
    </>
  );
}

/** Link to the parent of a page. */
export function Trail({ children }: { children: ReactNode }) {
  return (
    <span className="inline-flex min-h-6 items-center gap-1.5 text-ink-soft [&_a]:hover:text-ink [&_a]:hover:underline">
      <ArrowLeft aria-hidden className="size-4" />
      {children}
    </span>
  );
}

/** Error of a route inside the layout. */
export function RouteProblem({ error }: ErrorComponentProps) {
  const router = useRouter();
  return <ProblemAlert error={error} onRetry={() => void router.invalidate()} />;
}

/** Error of the layout itself. */
export function FrameProblem(props: ErrorComponentProps) {
  return (
    <main className="mx-auto max-w-2xl p-6">
      <Page title={toProblem(props.error).title} />
      <RouteProblem {...props} />
    </main>
  );
}

export function NotFound() {
  return (
    <main className="mx-auto grid min-h-dvh max-w-2xl content-center p-6">
      <Page title={texts.notFoundTitle} description={texts.notFound} />
      <div>
        <Button variant="primary" asChild>
          <Link to="/">{texts.toDashboard}</Link>
        </Button>
      </div>
    </main>
  );
}
