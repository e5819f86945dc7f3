import { entityKindSchema, recordOutcomeSchema } from '@koppel/contracts';
import { z } from 'zod';

const optional = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);

/** What of the search for records stands in the address. */
export const recordsSearchSchema = z.object({
  // A number in the address is a text too: order 1001.
  q: optional(z.string().or(z.number().transform(String))),
  integrationId: optional(z.uuid()),
  flowId: optional(z.uuid()),
  entity: optional(entityKindSchema),
  outcome: optional(recordOutcomeSchema),
});
export type RecordsSearch = z.infer<typeof recordsSearchSchema>;

/** The attempt whose data is shown; without it the newest. */
export const recordSearchSchema = z.object({ attempt: optional(z.uuid()) });
