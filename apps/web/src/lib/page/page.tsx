import { PageHeader } from '@koppel/ui';
import { useEffect, useRef, type ReactNode } from 'react';
import { texts } from './texts.js';

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

export interface PageProps {
  title: string;
  description?: ReactNode;
  trail?: ReactNode;
  badge?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
}

/** A page with its one heading; it names the browser's tab too. */
export function Page({ title, children, ...header }: PageProps) {
  const headingRef = useHeadingFocus();
  useEffect(() => {
    document.title = `${title} · ${texts.product}`;
  }, [title]);
  return (
    <>
      <PageHeader title={title} headingRef={headingRef} {...header} />
      {children}
    </>
  );
}
