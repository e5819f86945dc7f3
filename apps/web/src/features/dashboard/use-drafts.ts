import type { Draft } from '@koppel/contracts';
import { useQuery } from '@tanstack/react-query';
import { apiQuery } from '../../lib/api/queries.js';
import { useIsAllowed } from '../../lib/session/permission.js';
import { isBegun } from './draft.js';

/** Wizards that whoever may integrate has begun; undefined while that is not known. */
export function useDrafts(): Draft[] | undefined {
  const isAllowed = useIsAllowed();
  const isEnabled = isAllowed('listDrafts');
  const drafts = useQuery({ ...apiQuery('listDrafts', {}), enabled: isEnabled });
  if (isEnabled && drafts.isPending) return undefined;
  return drafts.data?.items.filter(isBegun) ?? [];
}
