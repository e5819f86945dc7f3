import { lazy, Suspense } from 'react';
import { texts } from './texts.js';

export function Brand() {
  return (
    <span className="flex items-center gap-2 text-lg font-semibold tracking-tight">
      <img src="/koppel.svg" alt="" className="size-8" />
      {texts.product}
    </span>
  );
}

/** Rarely shown, so not part of the first load. */
const Notices = lazy(() => import('../api/notices.js'));

export function LayoutNotices() {
  return (
    <Suspense>
      <Notices />
    </Suspense>
  );
}
