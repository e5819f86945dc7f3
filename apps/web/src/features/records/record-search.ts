import { entityKinds, recordOutcomes } from '@koppel/contracts';
import { oneOf, searchReader, text, uuid } from '../../shared/page/search-params.js';

/** Search parameters of the record search. */
export const readRecordsSearch = searchReader({
  q: text,
  integrationId: uuid(),
  flowId: uuid(),
  entity: oneOf(entityKinds),
  outcome: oneOf(recordOutcomes),
});
export type RecordsSearch = ReturnType<typeof readRecordsSearch>;

/** The attempt whose data is shown; without it the newest. */
export const readRecordSearch = searchReader({ attempt: uuid() });
