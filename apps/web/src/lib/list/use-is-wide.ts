import { useSyncExternalStore } from 'react';

/** From this width on, tables are tables; below it every row is a block. */
const wide = '(min-width: 48rem)';

export function useIsWide(): boolean {
  return useSyncExternalStore(
    (report) => {
      const query = matchMedia(wide);
      query.addEventListener('change', report);
      return () => query.removeEventListener('change', report);
    },
    () => matchMedia(wide).matches,
  );
}
