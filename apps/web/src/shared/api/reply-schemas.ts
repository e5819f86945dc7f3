import { errorCodeSchema, fieldProblemSchema, roleSchema } from '@koppel/contracts';
import { z } from 'zod';

/** RFC 9457 problem details, as the gateway writes them. */
export const problemSchema = z.object({
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  code: errorCodeSchema,
  errors: z.array(fieldProblemSchema).optional(),
});

export const sessionSchema = z.object({
  user: z.object({ id: z.string(), name: z.string(), email: z.string() }),
  organization: z.object({ id: z.string(), name: z.string() }),
  role: roleSchema,
});
export type Session = z.infer<typeof sessionSchema>;
