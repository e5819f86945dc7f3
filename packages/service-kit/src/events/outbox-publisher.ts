import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { JetStreamApiError } from '@nats-io/jetstream';
import { streams } from '@koppel/contracts';
import { SpanKind } from '@opentelemetry/api';
import { Nats } from '../messaging/nats-connection.js';
import { messagingAttributes, traceHeaders } from '../messaging/trace-headers.js';
import { Database } from '../storage/database.js';
import { Counter, metricsRegistry } from '../telemetry/metrics.js';
import { inSpan } from '../telemetry/tracing.js';
import { claimRows, reopenLost, settleClaim, type ClaimOutcome, type OutboxRow } from './outbox-rows.js';

const batchSize = 500;
const tickMs = 1_000;
const sweepMs = 30_000;
/** What a message holds beside its payload: the headers with its id. */
const headerBytes = 512;
/** JetStream's error for a message that is longer than its stream takes. */
const messageTooLong = 10_054;

const setApartTotal = new Counter({
  name: 'koppel_outbox_set_apart_total',
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
  private publishing: Promise<void> | undefined;
  private isNudged = false;
  private timers: NodeJS.Timeout[] = [];

  constructor(
    private readonly database: Database,
    private readonly nats: Nats,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.nats.ensureStreams();
    this.timers = [setInterval(() => this.nudge(), tickMs), setInterval(() => void this.sweep(), sweepMs)];
    await this.sweep();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.timers.forEach((timer) => clearInterval(timer));
    this.nudge();
    await this.publishing;
  }

  nudge(): void {
    this.isNudged = true;
    this.publishing ??= this.drain().finally(() => (this.publishing = undefined));
  }

  /** Sends again what the broker lost, and forgets what is older than a week. */
  async sweep(): Promise<void> {
    try {
      const manager = await this.nats.ensureStreams();
      const { created, state } = await manager.streams.info(streams.events.name);
      await this.database.asSystem((transaction) => reopenLost(transaction, { created, lastSequence: state.last_seq }));
      this.nudge();
    } catch (error: unknown) {
      this.logger.warn({ err: error }, 'the outbox could not be swept; trying again soon');
    }
  }

  private async drain(): Promise<void> {
    try {
      while (this.isNudged) {
        this.isNudged = false;
        while ((await this.publishBatch()) === batchSize);
      }
    } catch (error: unknown) {
      this.logger.warn({ err: error }, 'events could not be sent; they stay in the outbox and are sent again');
    }
  }

  /** @returns how many rows are done with */
  private async publishBatch(): Promise<number> {
    // Before rows are claimed: without the broker they need not change at all.
    await this.nats.jetstream();
    const claim = await claimRows(this.database, batchSize);
    if (claim.rows.length === 0) return 0;
    const answers = await Promise.allSettled(claim.rows.map((row) => this.publish(row)));
    const outcome: ClaimOutcome = { sent: [], refused: [] };
    const troubles: unknown[] = [];
    claim.rows.forEach((row, index) => {
      const answer = answers[index];
      if (answer?.status === 'fulfilled') outcome.sent.push({ id: row.id, sequence: answer.value });
      else if (answer?.reason instanceof Unsendable) outcome.refused.push(this.setApart(row, answer.reason));
      else troubles.push(answer?.reason);
    });
    await settleClaim(this.database, claim, outcome);
    if (troubles.length > 0)
      this.logger.warn({ err: troubles[0] }, `${troubles.length} events could not be sent; they are sent again`);
    return outcome.sent.length + outcome.refused.length;
  }

  /** @returns the sequence that the stream gave it */
  private async publish(row: OutboxRow): Promise<number> {
    const payload = Buffer.from(JSON.stringify(row.payload));
    const most = (await this.nats.connection()).info?.max_payload;
    if (most !== undefined && payload.length > most - headerBytes) {
      throw new Unsendable(`It has ${payload.length} bytes, and the broker takes ${most} in one message.`);
    }
    try {
      return await this.send(row, payload);
    } catch (error: unknown) {
      const isTooLong = error instanceof JetStreamApiError && error.code === messageTooLong;
      throw isTooLong ? new Unsendable(`It is longer than its stream takes: ${error.message}.`) : error;
    }
  }

  /** The trace goes on where the row came about, however much later that is. */
  private send({ id, subject, payload: { traceparent } }: OutboxRow, payload: Buffer): Promise<number> {
    const wish = {
      name: `publish ${subject}`,
      kind: SpanKind.PRODUCER,
      attributes: { ...messagingAttributes(subject, 'publish'), 'messaging.message.id': id },
      carrier: { traceparent },
    };
    return inSpan(wish, async () => {
      const jetstream = await this.nats.jetstream();
      const answer = await jetstream.publish(subject, payload, {
        msgID: messageId({ id, subject }),
        headers: traceHeaders(),
      });
      return answer.seq;
    });
  }

  private setApart(row: OutboxRow, { message }: Unsendable): ClaimOutcome['refused'][number] {
    setApartTotal.inc({ subject: row.subject });
    this.logger.error(
      { outboxId: row.id, subject: row.subject },
      `An event can never be sent and was set apart: ${message} Those who listen do not hear of it; everything else goes on. ` +
        'Raise max_payload of the broker, and set closed_at of its outbox row to null to send it.',
    );
    return { id: row.id, failure: message };
  }
}

/** Work may be announced again under the same row, so only events use the broker's de-duplication. */
function messageId({ id, subject }: Pick<OutboxRow, 'id' | 'subject'>): string | undefined {
  return (streams.work.subjects as readonly string[]).includes(subject) ? undefined : id;
}
