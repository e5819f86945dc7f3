import { Logger } from '@nestjs/common';
import { Ctx, MessagePattern, Payload, type NatsContext } from '@nestjs/microservices';
import { SpanKind } from '@opentelemetry/api';
import {
  AppError,
  parseFields,
  type Contract,
  type ContextOf,
  type ParsedRequestOf,
  type ReplyOf,
} from '@koppel/contracts';
import type { z } from 'zod';
import { withLogContext } from '../telemetry/log-context.js';
import { requestDuration } from '../telemetry/metrics.js';
import { inSpan, noteOnSpan } from '../telemetry/tracing.js';
import {
  maxMessageBytes,
  messageBytes,
  organizationEnvelopeSchema,
  systemEnvelopeSchema,
  type Answer,
} from './envelope.js';
import { carrierOf, messagingAttributes } from './trace-headers.js';

type Handler<C extends Contract> = (request: ParsedRequestOf<C>, context: ContextOf<C>) => Promise<ReplyOf<C>>;

const logger = new Logger('Answers');

/**
 * Makes a controller's method answer a contract: `@Answers(connectionGet) get(request, context)`. The request is parsed
 * by the contract's schema, an unknown or missing organization is refused, and any error becomes the contract's error reply.
 */
export function Answers<C extends Contract>(contract: C) {
  return <Method extends Handler<C>>(
    target: object,
    key: string | symbol,
    descriptor: TypedPropertyDescriptor<Method>,
  ): void => {
    const handler = descriptor.value as Handler<C>;
    const answering: PropertyDescriptor = descriptor;
    answering.value = function answer(this: object, payload: unknown, message?: NatsContext): Promise<Answer> {
      const options = {
        name: `process ${contract.subject}`,
        kind: SpanKind.SERVER,
        attributes: messagingAttributes(contract.subject, 'process'),
        carrier: carrierOf(message),
      };
      return inSpan(options, () =>
        answerContract(contract, payload, (request, context) => handler.call(this, request, context)),
      );
    };
    Payload()(target, key, 0);
    Ctx()(target, key, 1);
    MessagePattern(contract.subject)(target, key, answering);
  };
}

async function answerContract<C extends Contract>(contract: C, payload: unknown, handler: Handler<C>): Promise<Answer> {
  const stopTimer = requestDuration.startTimer({ subject: contract.subject });
  try {
    const envelope = (contract.scope === 'system' ? systemEnvelopeSchema : organizationEnvelopeSchema).safeParse(
      payload,
    );
    if (!envelope.success) {
      throw new AppError(
        'request.invalid',
        'The message does not say for which organization and by whom it was sent, so it was refused.',
      );
    }
    const context = envelope.data.context as ContextOf<C>;
    const request = parseRequest(contract.request, envelope.data.request) as ParsedRequestOf<C>;
    const ids = context.organizationId === null ? {} : { organizationId: context.organizationId };
    const reply = await withLogContext(ids, () => handler(request, context));
    const answer = { reply };
    requireFitting(answer);
    stopTimer({ code: 'ok' });
    return answer;
  } catch (error: unknown) {
    const appError = toAppError(contract.subject, error);
    stopTimer({ code: appError.code });
    noteOnSpan({ 'error.type': appError.code }, { isError: appError.code === 'service.defect' });
    return { error: appError.toReply() };
  }
}

/** The broker refuses a longer message, and the caller would wait for it in vain. */
function requireFitting(answer: Answer): void {
  const bytes = messageBytes(answer);
  if (bytes !== undefined && bytes <= maxMessageBytes) return;
  throw new AppError('service.answer_too_large', 'The answer is larger than 1 MB. Ask for fewer items at once.', {
    details: { bytes: bytes ?? 0, maxBytes: maxMessageBytes },
  });
}

/** Parses a request; refuses it with the fields that are wrong. */
export function parseRequest<Schema extends z.ZodType>(schema: Schema, request: unknown): z.output<Schema> {
  const { data, problems } = parseFields(schema, request);
  if (!problems) return data;
  const named = problems.map(({ path, code }) => `${path || 'the request'}: ${code}`);
  throw new AppError('request.invalid', `The request is not valid: ${named.join(', ')}.`, { problems });
}

function toAppError(subject: string, error: unknown): AppError {
  if (error instanceof AppError) return error;
  logger.error({ err: error, subject }, `answering ${subject} failed`);
  return new AppError(
    'service.defect',
    'Something went wrong inside Koppel. Nothing was lost; try again, and report it if it stays.',
    {
      cause: error,
    },
  );
}
