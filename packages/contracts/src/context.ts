import { z } from 'zod';
import { apiKeyIdSchema, organizationIdSchema, userIdSchema } from './ids.js';
import { roles } from './vocabulary.js';

export const roleSchema = z.enum(roles);
export type Role = z.infer<typeof roleSchema>;

/** The caller: a person, signed in or by an own key; a key of the organization; or a service for its own work. */
export const actorSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('person'),
    userId: userIdSchema,
    role: roleSchema,
    /** Shown with changes; no decision depends on it. */
    name: z.string().max(200).optional(),
  }),
  z.object({ kind: z.literal('key'), keyId: apiKeyIdSchema, role: roleSchema, name: z.string().max(200) }),
  z.object({ kind: z.literal('service'), name: z.string().min(1) }),
]);
export type Actor = z.infer<typeof actorSchema>;

/** What tells one actor from another: a person's id, `key:id` or `service:name`. */
export function idOfActor({ actor }: { actor: Actor }): string {
  if (actor.kind === 'person') return actor.userId;
  return actor.kind === 'key' ? `key:${actor.keyId}` : `service:${actor.name}`;
}

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
