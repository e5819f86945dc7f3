import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { JetStreamApiError } from '@nats-io/jetstream';
import { streams } from '@koppel/contracts';
import { SpanKind } from '@opentelemetry/api';
import { CLOCK, type Clock } from '../background/clock.js';
import { Interval } from '../background/interval.js';
import { Nats } from '../messaging/nats-connection.js';
import { messagingAttributes, traceHeaders } from '../messaging/trace-headers.js';
import { Database } from '../storage/database.js';
import { Counter, metricsRegistry } from '../telemetry/metrics.js';
import { inSpan } from '../telemetry/tracing.js';
import { claimRows, reopenLost, completeClaim, type ClaimOutcome, type OutboxRow } from './outbox-rows.js';

const batchSize = 500;
const tickMs = 1_000;
const sweepMs = 30_000;
const maxBackoffMs = 10_000;
/** What a message holds beside its payload: the headers with its id. */
const headerBytes = 512;
/** JetStream's error for a message that is longer than its stream takes. */
const messageTooLong = 10_054;

const deadLettersTotal = new Counter({
  name: 'koppel_outbox_dead_letters_total',
  help: 'Events that can never be sent, by subject; they stay in the outbox for a week with the reason',
  labelNames: ['subject'] as const,
  registers: [metricsRegistry],
});

/** No further try can send this. */
class Unsendable extends Error {}

/**
 * Sends the outbox to JetStream in order. Postgres is the truth: rows that the broker lost (a stream made anew, or set
 * back after a crash) are found by their stream sequence and sent again; consumers drop what they saw by event id.
 * Nothing of Postgres is held while the broker is asked: rows are claimed, sent, then marked. A crash in between lets the
 * claim run out, and the rows are sent again.
 */
@Injectable()
export class OutboxPublisher implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('OutboxPublisher');
  private readonly sending: Interval;
  private readonly sweeping: Interval;

  constructor(
    private readonly database: Database,
    private readonly nats: Nats,
    @Inject(CLOCK) clock: Clock,
  ) {
    this.sending = new Interval({ name: 'outbox', everyMs: tickMs, clock, maxBackoffMs, work: () => this.send() });
    this.sweeping = new Interval({ name: 'outbox sweep', everyMs: sweepMs, clock, work: () => this.sweep() });
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.nats.ensureStreams();
    this.sending.start();
    this.sweeping.start().trigger();
  }

  /** After everything that writes events has ended; what is left is sent by another replica or at the next start. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([this.sending.stop(), this.sweeping.stop()]);
    await this.send().catch((error: unknown) => this.logger.warn({ err: error }, 'the outbox could not be flushed'));
  }

  /** Sends without waiting for the next tick. */
  nudge(): void {
    this.sending.trigger();
  }

  /** Sends again what the broker lost, and deletes what is older than a week. */
  async sweep(): Promise<void> {
    const manager = await this.nats.ensureStreams();
    const { created, state } = await manager.streams.info(streams.events.name);
    await this.database.asSystem((transaction) => reopenLost(transaction, { created, lastSequence: state.last_seq }));
    this.nudge();
  }

  private async send(): Promise<void> {
    while ((await this.publishBatch()) === batchSize);
  }

  /** @returns how many rows are done with */
  private async publishBatch(): Promise<number> {
    // Before rows are claimed: without the broker they need not change at all.
    await this.nats.jetstream();
    const claim = await claimRows(this.database, batchSize);
    if (claim.rows.length === 0) return 0;
    const answers = await Promise.allSettled(claim.rows.map((row) => this.publish(row)));
    const outcome: ClaimOutcome = { sent: [], refused: [] };
    const failures: unknown[] = [];
    claim.rows.forEach((row, index) => {
      const answer = answers[index];
      if (answer?.status === 'fulfilled') outcome.sent.push({ id: row.id, sequence: answer.value });
      else if (answer?.reason instanceof Unsendable) outcome.refused.push(this.deadLetter(row, answer.reason));
      else failures.push(answer?.reason);
    });
    await completeClaim(this.database, claim, outcome);
    if (failures.length > 0) {
      this.logger.warn({ err: failures[0] }, `${failures.length} events could not be sent; they are sent again`);
    }
    return outcome.sent.length + outcome.refused.length;
  }

  /** @returns the sequence that the stream gave it */
  private async publish(row: OutboxRow): Promise<number> {
    const payload = Buffer.from(JSON.stringify(row.payload));
    const maxBytes = (await this.nats.connection()).info?.max_payload;
    if (maxBytes !== undefined && payload.length > maxBytes - headerBytes) {
      throw new Unsendable(`It has ${payload.length} bytes, and the broker takes ${maxBytes} in one message.`);
    }
    try {
      return await this.publishOne(row, payload);
    } catch (error: unknown) {
      const isTooLong = error instanceof JetStreamApiError && error.code === messageTooLong;
      throw isTooLong ? new Unsendable(`It is longer than its stream takes: ${error.message}.`) : error;
    }
  }

  /** The trace goes on where the row came about, however much later that is. */
  private publishOne({ id, subject, payload: { traceparent } }: OutboxRow, payload: Buffer): Promise<number> {
    const options = {
      name: `publish ${subject}`,
      kind: SpanKind.PRODUCER,
      attributes: { ...messagingAttributes(subject, 'publish'), 'messaging.message.id': id },
      carrier: { traceparent },
    };
    return inSpan(options, async () => {
      const jetstream = await this.nats.jetstream();
      const answer = await jetstream.publish(subject, payload, {
        msgID: messageId({ id, subject }),
        headers: traceHeaders(),
      });
      return answer.seq;
    });
  }

  private deadLetter(row: OutboxRow, { message }: Unsendable): ClaimOutcome['refused'][number] {
    deadLettersTotal.inc({ subject: row.subject });
    this.logger.error(
      { outboxId: row.id, subject: row.subject },
      `An event can never be sent and became a dead letter: ${message} Subscribers do not receive it; everything else goes on. ` +
        'Raise max_payload of the broker, and set closed_at of its outbox row to null to send it.',
    );
    return { id: row.id, failure: message };
  }
}

/** Work may be announced again under the same row, so only events use the broker's de-duplication. */
function messageId({ id, subject }: Pick<OutboxRow, 'id' | 'subject'>): string | undefined {
  return (streams.work.subjects as readonly string[]).includes(subject) ? undefined : id;
}
