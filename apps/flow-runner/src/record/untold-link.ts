import type { AttemptRow } from './attempt-row.js';

/** What is known of a record that was delivered, and that no attempt tells of. */
export type UntoldRow = Omit<AttemptRow, 'id' | 'trigger' | 'times' | 'first_at'>;

const earlierWords = 'It was delivered before Koppel kept an account of each record, so nothing more is known of it.';

/** Of `record_link as link`, which {@link isUntold} chose, and `run`, its last one. */
export const untoldColumns = `link.flow_id, run.integration_id, link.entity, link.source_key, link.natural_key, null::text as title, link.target_key,
  'unchanged' as outcome, '${earlierWords}' as reason, null::text as failure_class, link.last_run_id as run_id, link.updated_at as at`;

/** Of `record_link as link` in organization $1. */
export const isUntold = `link.organization_id = $1 and not link.is_told and link.target_key is not null and not exists (
  select 1 from record_attempt where organization_id = $1 and source_key = link.source_key and flow_id = link.flow_id and entity = link.entity
)`;
