import { roleSchema } from '@koppel/contracts';
import { z } from 'zod';

export { problemSchema } from '@koppel/contracts';

export const sessionSchema = z.object({
  user: z.object({ id: z.string(), name: z.string(), email: z.string() }),
  organization: z.object({ id: z.string(), name: z.string() }),
  role: roleSchema,
  /** The organization requires a second factor: nothing of it opens until the person has set one up. */
  isSecondFactorMissing: z.boolean(),
  organizations: z.array(z.object({ id: z.string(), name: z.string(), role: roleSchema })),
});
export type Session = z.infer<typeof sessionSchema>;
