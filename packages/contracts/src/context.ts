import { z } from 'zod';
import { organizationIdSchema, userIdSchema } from './ids.js';
import { roles } from './vocabulary.js';

export const roleSchema = z.enum(roles);
export type Role = z.infer<typeof roleSchema>;

/** The caller: a signed-in person, or a service for its own work. */
export const actorSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('person'),
    userId: userIdSchema,
    role: roleSchema,
    /** Shown with changes; no decision depends on it. */
    name: z.string().max(200).optional(),
  }),
  z.object({ kind: z.literal('service'), name: z.string().min(1) }),
]);
export type Actor = z.infer<typeof actorSchema>;

/** Travels with every message. A message without an organization is refused, never defaulted. */
export const messageContextSchema = z.object({
  organizationId: organizationIdSchema,
  actor: actorSchema,
});
export type MessageContext = z.infer<typeof messageContextSchema>;

/** Background work of a service across organizations (schedules, keep-alive). */
export const systemContextSchema = z.object({
  organizationId: z.null(),
  actor: z.object({ kind: z.literal('service'), name: z.string().min(1) }),
});
export type SystemContext = z.infer<typeof systemContextSchema>;
