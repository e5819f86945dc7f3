import { z } from 'zod';

/** Every error that a service can answer with. Compare codes, never texts. */
export const errorCodes = [
  'request.invalid',
  'request.unauthenticated',
  'request.forbidden',
  'request.conflict',
  'request.too_large',
  'service.unavailable',
  'service.defect',
  'application.not_found',
  'package.not_found',
  'flow_definition.not_found',
  'connection.not_found',
  'connection.fields_invalid',
  'connection.in_use',
  'connection.not_authorized',
  'connection.needs_attention',
  'connection.application_down',
  'authorization.state_invalid',
  'authorization.denied',
  'authorization.refused',
  'integration.not_found',
  'integration.connections_unsuitable',
  'flow.not_found',
  'flow.settings_invalid',
  'flow.schedule_invalid',
  'flow.disabled',
  'flow.version_conflict',
  'run.not_found',
  'run.already_active',
  'run.not_cancellable',
  'issue.not_found',
  'issue.not_open',
  'issue.payload_invalid',
  'record.not_found',
  'preview.not_found',
  'draft.not_found',
  'webhook.not_found',
  'webhook.disabled',
  'webhook.address_refused',
  'webhook_delivery.not_found',
] as const;

export const errorCodeSchema = z.enum(errorCodes);
export type ErrorCode = z.infer<typeof errorCodeSchema>;

/** What is wrong with one field of a request; `path` is dotted. */
export const fieldProblemSchema = z.object({ path: z.string(), message: z.string() });
export type FieldProblem = z.infer<typeof fieldProblemSchema>;

/** An error as it crosses a wire. `details` is safe to show: never a secret, never a payload; `problems` lists wrong fields. */
export const errorReplySchema = z.object({
  code: errorCodeSchema,
  message: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(fieldProblemSchema)])).optional(),
});
export type ErrorReply = z.infer<typeof errorReplySchema>;

/** The one error of all services: a literal code, a sentence for a person, safe details and the cause. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorReply['details'];

  constructor(code: ErrorCode, message: string, options: { details?: ErrorReply['details']; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.details = options.details;
  }

  toReply(): ErrorReply {
    return { code: this.code, message: this.message, details: this.details };
  }
}

/** The class of a failure decides retry, hold, issue or stop, and the words that a person reads. */
export const failureClassSchema = z.enum([
  'value',
  'missing_reference',
  'duplicate',
  'permission',
  'rate_limit',
  'too_large',
  'intermittent',
  'application_down',
  'defect',
]);
export type FailureClass = z.infer<typeof failureClassSchema>;
