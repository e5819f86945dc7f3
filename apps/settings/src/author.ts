import { idOfActor, type MessageContext } from '@koppel/contracts';

/** Who is written down as having changed something. */
export interface Author {
  organizationId: string;
  changedBy: string;
  changedByName: string | undefined;
  changedAt: Date;
}

export function authorOf(context: MessageContext): Author {
  return {
    organizationId: context.organizationId,
    changedBy: idOfActor(context),
    changedByName: context.actor.name,
    changedAt: new Date(),
  };
}
