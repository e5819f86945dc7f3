import { z } from 'zod';
import { reasonCodeSchema, reasonParamsSchema, reasonSchema, type Reason } from './reason.js';

/** Every error that a service can answer with. Compare codes, never texts. */
export const errorCodes = [
  'request.invalid',
  'request.unauthenticated',
  'request.key_refused',
  'request.forbidden',
  'request.second_factor_required',
  'request.conflict',
  'request.too_large',
  'request.too_many',
  'service.unavailable',
  'service.defect',
  'service.answer_too_large',
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
  'run.waits_for_limit',
  'run.not_cancellable',
  'issue.not_found',
  'issue.not_open',
  'issue.payload_invalid',
  'issue.not_linkable',
  'record.not_found',
  'record.not_linked',
  'record.not_deliverable',
  'preview.not_found',
  'draft.not_found',
  'webhook.not_found',
  'webhook.disabled',
  'webhook.address_refused',
  'webhook_delivery.not_found',
  'organization_deletion.not_found',
  'api_key.not_found',
  'mail.not_sent',
  'invitation.not_found',
] as const;

export const errorCodeSchema = z.enum(errorCodes);
export type ErrorCode = z.infer<typeof errorCodeSchema>;

/** What is wrong with one field of a request, as a code of a catalogue with the parameters of its message. */
export const fieldProblemSchema = z
  .object({
    /** Dotted, `lines.0.sku`; empty for the request as a whole. */
    path: z.string().meta({ examples: ['lines.0.sku'] }),
    code: reasonCodeSchema.meta({ examples: ['field.required'] }),
    params: reasonParamsSchema.meta({ examples: [{}] }),
    /** The sentence in the language of the request; only edges fill it in. */
    message: z
      .string()
      .optional()
      .meta({ examples: ['This is required.'] }),
  })
  .meta({ id: 'FieldProblem' });
export type FieldProblem = z.infer<typeof fieldProblemSchema>;

/** An error as it crosses a wire between services. `details` are safe to show: never a secret, never a payload. */
export const errorReplySchema = z.object({
  code: errorCodeSchema,
  /** In English, for logs and developers. */
  message: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  reason: reasonSchema.optional(),
  problems: z.array(fieldProblemSchema).optional(),
});
export type ErrorReply = z.infer<typeof errorReplySchema>;

export interface AppErrorOptions {
  /** Safe to show; they fill the message of the code. */
  details?: ErrorReply['details'];
  /** Why, where the code alone does not say it; shown after the message of the code. */
  reason?: Reason | undefined;
  /** The fields that are wrong. */
  problems?: FieldProblem[] | undefined;
  cause?: unknown;
}

/** The one error of all services: a literal code, an English message for logs, what the edge renders for a person, and the cause. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorReply['details'];
  readonly reason: Reason | undefined;
  readonly problems: FieldProblem[] | undefined;

  constructor(code: ErrorCode, message: string, { details, reason, problems, cause }: AppErrorOptions = {}) {
    super(message, { cause });
    this.name = 'AppError';
    this.code = code;
    this.details = details;
    this.reason = reason;
    this.problems = problems;
  }

  static fromReply({ code, message, ...options }: ErrorReply): AppError {
    return new AppError(code, message, options);
  }

  toReply(): ErrorReply {
    return {
      code: this.code,
      message: this.message,
      details: this.details,
      reason: this.reason,
      problems: this.problems,
    };
  }
}

/** Why an error happened, as a reason of its own: the one that it carries, else its code with its details. */
export function reasonOfError({ code, details = {}, reason }: AppError): Reason {
  if (reason) return reason;
  return { code, params: Object.fromEntries(Object.entries(details).map(([name, value]) => [name, String(value)])) };
}

/** An error of the REST API (RFC 9457), in the language of the request. */
export const problemSchema = z
  .object({
    type: z.string().meta({ examples: ['about:blank'] }),
    title: z
      .string()
      .meta({ description: 'What kind of error it is, by its HTTP status', examples: ['Invalid request'] }),
    status: z
      .number()
      .int()
      .meta({ examples: [400] }),
    detail: z.string().meta({
      description: 'What happened, what it means and what to do',
      examples: ['The request is not valid.'],
    }),
    code: errorCodeSchema.describe('Compare this, never the texts'),
    reason: reasonSchema.optional().describe('Why, where the code alone does not say it'),
    errors: z
      .array(fieldProblemSchema.required({ message: true }).meta({ id: 'ProblemField' }))
      .optional()
      .describe('The fields that are wrong'),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problemSchema>;

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
