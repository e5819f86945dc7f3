import { useSyncExternalStore } from 'react';

/** From this width on, beside the navigation there is room for tables; below it every row is a block. As in `DataTable`. */
const wide = '(min-width: 80rem)';

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
