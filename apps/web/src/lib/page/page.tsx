import { Button, PageHeader } from '@koppel/ui';
import { Pencil } from 'lucide-react';
import { lazy, Suspense, useEffect, useRef, useState, type ReactNode } from 'react';
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
