import {
  errorReplySchema,
  messageContextSchema,
  systemContextSchema,
  type MessageContext,
  type SystemContext,
} from '@koppel/contracts';
import { z } from 'zod';

/** What travels over NATS for a request: who asks for whom, and the contract's request. */
export interface Envelope {
  context: MessageContext | SystemContext;
  request: unknown;
}

export const organizationEnvelopeSchema = z.object({ context: messageContextSchema, request: z.unknown() });
export const systemEnvelopeSchema = z.object({ context: systemContextSchema, request: z.unknown() });

/** What travels back: the reply or the error. */
export const answerSchema = z.union([z.object({ reply: z.unknown() }), z.object({ error: errorReplySchema })]);
export type Answer = z.infer<typeof answerSchema>;
