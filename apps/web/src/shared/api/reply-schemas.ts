import { roleSchema } from '@koppel/contracts';
import { z } from 'zod';

export { problemSchema } from '@koppel/contracts';

export const sessionSchema = z.object({
  user: z.object({ id: z.string(), name: z.string(), email: z.string() }),
  organization: z.object({ id: z.string(), name: z.string() }),
  role: roleSchema,
  organizations: z.array(z.object({ id: z.string(), name: z.string(), role: roleSchema })),
});
export type Session = z.infer<typeof sessionSchema>;
