import type { AuditFilter } from '@koppel/contracts';
import { betweenDays, day, oneOf, searchReader, text } from '../../shared/page/search-params.js';

/** What of the audit log stands in the address. */
export const readAuditSearch = searchReader({
  q: text,
  person: text,
  /** Part of an action before its dot. */
  what: text,
  outcome: oneOf(['done', 'refused', 'failed'] as const),
  from: day,
  until: day,
});
export type AuditSearch = ReturnType<typeof readAuditSearch>;

/** What to ask the server for. */
export function auditFilter({ q, person, what, outcome, from, until }: AuditSearch): AuditFilter {
  return {
    ...(q && { search: q }),
    ...(person && { actorId: person }),
    ...(what && { action: what }),
    ...(outcome && { outcome }),
    ...betweenDays({ from, until }),
  };
}
