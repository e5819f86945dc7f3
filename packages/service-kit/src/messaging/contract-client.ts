import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { ClientNats, NatsRecordBuilder } from '@nestjs/microservices';
import { SpanKind } from '@opentelemetry/api';
import { AppError, type Contract, type ContextOf, type ReplyOf, type RequestOf } from '@koppel/contracts';
import { firstValueFrom, timeout } from 'rxjs';
import type { BaseConfig } from '../config/base-config.js';
import { SERVICE_CONFIG, SERVICE_NAME } from '../tokens.js';
import { inSpan } from '../telemetry/tracing.js';
import { answerSchema, maxMessageBytes, messageBytes, type Envelope } from './envelope.js';
import { natsOptions } from './nats-options.js';
import { messagingAttributes, traceHeaders } from './trace-headers.js';

export interface CallOptions {
  /** Default 10,000. */
  timeoutMs?: number;
}

/** Calls other services by their contracts. */
@Injectable()
export class ContractClient implements OnApplicationShutdown {
  private readonly client: ClientNats;

  constructor(@Inject(SERVICE_CONFIG) config: BaseConfig, @Inject(SERVICE_NAME) serviceName: string) {
    this.client = new ClientNats(natsOptions(config, serviceName));
  }

  /**
   * @throws AppError with a code of the contract, `request.invalid`, or `service.unavailable` when nobody answers in time.
   */
  async call<C extends Contract>(
    contract: C,
    request: RequestOf<C>,
    context: ContextOf<C>,
    { timeoutMs = 10_000 }: CallOptions = {},
  ): Promise<ReplyOf<C>> {
    const { subject } = contract;
    const attributes = messagingAttributes(subject, 'request');
    return inSpan({ name: `request ${subject}`, kind: SpanKind.CLIENT, attributes }, async () => {
      const envelope: Envelope = { context, request };
      const bytes = messageBytes(envelope);
      if (bytes === undefined || bytes > maxMessageBytes) {
        throw new AppError(
          'request.invalid',
          'The request is larger than 1 MB or nested too deeply. Send less at once.',
        );
      }
      const answer = answerSchema.parse(await this.send(subject, envelope, timeoutMs));
      if ('error' in answer) throw AppError.fromReply(answer.error);
      return contract.reply.parse(answer.reply) as ReplyOf<C>;
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.client.close();
  }

  private async send(subject: string, envelope: Envelope, timeoutMs: number): Promise<unknown> {
    try {
      const record = new NatsRecordBuilder(envelope).setHeaders(traceHeaders()).build();
      return await firstValueFrom(this.client.send<unknown>(subject, record).pipe(timeout(timeoutMs)));
    } catch (cause: unknown) {
      const service = subject.split('.')[0] ?? subject;
      throw new AppError(
        'service.unavailable',
        `Koppel's ${service} service does not answer just now. Nothing was lost; try again in a minute.`,
        {
          details: { service },
          cause,
        },
      );
    }
  }
}
