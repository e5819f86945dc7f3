import type { MessageContext } from '@koppel/contracts';

/** Who is written down as having changed something. */
export interface Author {
  organizationId: string;
  changedBy: string;
  changedByName: string | undefined;
  changedAt: Date;
}

/** A person by the id of the account, a service as `service:name`: what tells one author from another. */
export function idOfActor({ actor }: MessageContext): string {
  return actor.kind === 'person' ? actor.userId : `service:${actor.name}`;
}

export function authorOf(context: MessageContext): Author {
  return {
    organizationId: context.organizationId,
    changedBy: idOfActor(context),
    changedByName: context.actor.name,
    changedAt: new Date(),
  };
}
