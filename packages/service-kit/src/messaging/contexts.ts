import { messageContextSchema, systemContextSchema, type MessageContext, type SystemContext } from '@koppel/contracts';

/** For calls of a service on its own account within one organization. */
export function organizationContext(service: string, organizationId: string): MessageContext {
  return messageContextSchema.parse({ organizationId, actor: { kind: 'service', name: service } });
}

/** For calls of a service on its own account across organizations. */
export function systemContext(service: string): SystemContext {
  return systemContextSchema.parse({ organizationId: null, actor: { kind: 'service', name: service } });
}
