import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { AckPolicy, DiscardPolicy, RetentionPolicy, type JetStreamManager, type StreamInfo } from '@nats-io/jetstream';
import { streams } from '@koppel/contracts';
import { Nats } from '../messaging/nats-connection.js';
import { Database } from '../storage/database.js';

interface OutboxRow {
  id: string;
  subject: string;
  payload: object;
}

const batchSize = 500;
const tickMs = 1_000;
const sweepMs = 30_000;
const keepDays = 7;
/** Work that nobody took for this long is sent again: the broker may have lost what it acknowledged. */
const workOverdueSeconds = 60;

/**
 * Sends the outbox to JetStream in order. Postgres is the truth: rows that the broker lost (a stream made anew, or set
 * back after a crash) are found by their stream sequence and sent again; consumers drop what they saw by event id.
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
    await ensureStreams(await this.nats.jetstreamManager());
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
      const manager = await this.nats.jetstreamManager();
      await ensureStreams(manager);
      const { created, state } = await manager.streams.info(streams.events.name);
      await this.database.asSystem(async (transaction) => {
        await transaction.query(
          `update outbox set published_at = null, stream_sequence = null
           where published_at is not null and closed_at is null and subject = any($1)
             and (stream_sequence > $2 or published_at < $3::timestamptz)`,
          [streams.events.subjects, state.last_seq, created],
        );
        await transaction.query(
          `update outbox set published_at = null where closed_at is null and subject = any($1)
             and published_at < now() - make_interval(secs => $2)`,
          [streams.work.subjects, workOverdueSeconds],
        );
        await transaction.query(
          `delete from outbox where created_at < now() - make_interval(days => $1) and (published_at is not null or closed_at is not null)`,
          [keepDays],
        );
      });
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

  private async publishBatch(): Promise<number> {
    const jetstream = await this.nats.jetstream();
    return this.database.asSystem(async (transaction) => {
      const rows = (await transaction.query(
        `select id, subject, payload from outbox where published_at is null and closed_at is null
         order by position limit $1 for update skip locked`,
        [batchSize],
      )) as OutboxRow[];
      if (rows.length === 0) return 0;
      const answers = await Promise.allSettled(
        rows.map((row) => jetstream.publish(row.subject, JSON.stringify(row.payload), { msgID: messageId(row) })),
      );
      const sent = answers.flatMap((answer, index) => {
        const id = rows[index]?.id;
        return answer.status === 'fulfilled' && id ? [{ id, sequence: answer.value.seq }] : [];
      });
      await transaction.query(
        `update outbox set published_at = now(), stream_sequence = sent.sequence
         from unnest($1::uuid[], $2::bigint[]) as sent (id, sequence) where outbox.id = sent.id`,
        [sent.map(({ id }) => id), sent.map(({ sequence }) => sequence)],
      );
      const refused = answers.find((answer) => answer.status === 'rejected');
      if (refused)
        this.logger.warn(
          { err: refused.reason },
          `${rows.length - sent.length} events could not be sent; they are sent again`,
        );
      return sent.length;
    });
  }
}

/** Work may be announced again under the same row, so only events use the broker's de-duplication. */
function messageId(row: OutboxRow): string | undefined {
  return (streams.work.subjects as readonly string[]).includes(row.subject) ? undefined : row.id;
}

const oneDayNanos = 24 * 3_600 * 1_000_000_000;

/** Creates the streams where they are missing, with limits stated. Safe to call by every service. */
export async function ensureStreams(manager: JetStreamManager): Promise<StreamInfo[]> {
  const events = {
    name: streams.events.name,
    subjects: [...streams.events.subjects],
    retention: RetentionPolicy.Limits,
    discard: DiscardPolicy.Old,
    max_age: 7 * oneDayNanos,
    max_bytes: 1_073_741_824,
    duplicate_window: 120_000_000_000,
  };
  const work = {
    name: streams.work.name,
    subjects: [...streams.work.subjects],
    retention: RetentionPolicy.Workqueue,
    discard: DiscardPolicy.Old,
    max_age: oneDayNanos,
    max_bytes: 67_108_864,
  };
  return Promise.all(
    [events, work].map((config) => manager.streams.info(config.name).catch(() => manager.streams.add(config))),
  );
}

/** The durable consumer that flow-runners share; every limit is set here, the broker's defaults loop for ever. */
export const workConsumer = {
  durable_name: 'flow-runner',
  ack_policy: AckPolicy.Explicit,
  ack_wait: 30_000_000_000,
  max_deliver: 5,
  max_ack_pending: 1_000,
} as const;
