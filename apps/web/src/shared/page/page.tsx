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
 * Gives focus to the heading of a page that was gone to, so that it is read from its top.
 * The page that the browser itself loaded keeps the browser's focus.
 */
export function useHeadingFocus() {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (isFirstPage) isFirstPage = false;
    else heading.current?.focus({ preventScroll: true });
  }, []);
  return heading;
}

/** Names the browser's tab and its place in the history, the closest first. */
export function useDocumentTitle(...parts: (string | undefined)[]): void {
  const title = [...parts, texts.product].filter(Boolean).join(' · ');
  useEffect(() => {
    document.title = title;
  }, [title]);
}

/** How the thing of a page gets another name. */
export interface Rename {
  /** Names the field, `Name of the integration`. */
  label: string;
  save: (title: string) => Promise<unknown>;
}

export interface PageProps {
  title: string;
  /** The part of the page that is shown, where it has several; it stands in the browser's tab. */
  part?: string;
  /** Lets the title be changed in its place. */
  rename?: Rename;
  description?: ReactNode;
  trail?: ReactNode;
  badge?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
}

/** A page with its one heading; it names the browser's tab too. */
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

/** The way back to what a page belongs to; takes a link. */
export function Trail({ children }: { children: ReactNode }) {
  return (
    <span className="inline-flex min-h-6 items-center gap-1.5 text-ink-soft [&_a]:hover:text-ink [&_a]:hover:underline">
      <ArrowLeft aria-hidden className="size-4" />
      {children}
    </span>
  );
}

/** What could not be shown inside a page's frame. */
export function RouteProblem({ error }: ErrorComponentProps) {
  const router = useRouter();
  return <ProblemAlert error={error} onRetry={() => void router.invalidate()} />;
}

/** The frame itself could not be shown. */
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
