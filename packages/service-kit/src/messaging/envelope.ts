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

/** A message holds this much; NATS carries 1 MB, headers included. */
export const maxMessageBytes = 1_000_000;

/** The size of a message; undefined where it cannot be written as JSON, because it is too deep. */
export function messageBytes(message: unknown): number | undefined {
  try {
    return Buffer.byteLength(JSON.stringify(message));
  } catch {
    return undefined;
  }
}
