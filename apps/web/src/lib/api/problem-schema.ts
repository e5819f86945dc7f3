import { errorCodeSchema, fieldProblemSchema } from '@koppel/contracts';
import { z } from 'zod';

/** RFC 9457 problem details, as the gateway writes them. */
export const problemSchema = z.object({
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  code: errorCodeSchema,
  errors: z.array(fieldProblemSchema).optional(),
});
