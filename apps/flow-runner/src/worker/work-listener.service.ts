import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Consumer, JsMsg } from '@nats-io/jetstream';
import { runWorkSchema, streams } from '@koppel/contracts';
import { Liveness, Nats, workConsumer } from '@koppel/service-kit';
import { setTimeout as delay } from 'node:timers/promises';
import { RunPool } from './run-pool.service.js';

const expiresMs = 2_000;
const retryMs = 1_000;
/** Every wait in the loop has an end that is far below this: what takes longer does not come back. */
const hungAfterMs = 120_000;
/** A broker that is away must not look like a loop that hangs. */
const longestFetchMs = 15_000;

/** Wakes at the work queue: fetches only as many messages as there are free places, acknowledges once the run is taken. */
@Injectable()
export class WorkListener implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('WorkListener');
  private readonly stopping = new AbortController();

  constructor(
    private readonly nats: Nats,
    private readonly pool: RunPool,
    private readonly liveness: Liveness,
  ) {}

  onApplicationBootstrap(): void {
    void this.listen();
  }

  /** The last fetch may be on its way; what it brings is handed back at once. */
  onModuleDestroy(): void {
    this.stopping.abort();
  }

  private async listen(): Promise<void> {
    let consumer: Consumer | undefined;
    const watch = this.liveness.watch('work queue', hungAfterMs);
    this.stopping.signal.addEventListener('abort', () => watch.end());
    while (!this.stopping.signal.aborted) {
      watch.beat();
      try {
        // Also where there is never a place: what scales the workers asks the consumer how much waits.
        consumer ??= await this.consumer();
        await this.pool.waitForSlot(expiresMs);
        if (this.pool.free <= 0) continue;
        const message = await withinTime(consumer.next({ expires: expiresMs }));
        if (message) await this.take(message);
      } catch (error: unknown) {
        consumer = undefined;
        if (this.stopping.signal.aborted) return;
        this.logger.warn({ err: error }, 'the work queue cannot be read; runs are found by the sweeper until it can');
        await delay(retryMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      }
    }
  }

  private async consumer(): Promise<Consumer> {
    const manager = await this.nats.ensureStreams();
    await manager.consumers.add(streams.work.name, workConsumer);
    return (await this.nats.jetstream()).consumers.get(streams.work.name, workConsumer.durable_name);
  }

  private async take(message: JsMsg): Promise<void> {
    if (this.stopping.signal.aborted) return message.nak();
    const work = runWorkSchema.safeParse(parse(message));
    if (!work.success) {
      this.logger.error(
        'a message in the work queue names no run; it was dropped, the run itself is found by the sweeper',
      );
      return message.term();
    }
    try {
      await this.pool.take(work.data);
      message.ack();
    } catch (error: unknown) {
      message.nak(retryMs);
      throw error;
    }
  }
}

function parse(message: JsMsg): unknown {
  try {
    return message.json();
  } catch {
    return undefined;
  }
}

async function withinTime<T>(work: Promise<T>): Promise<T> {
  const timeOut = new AbortController();
  const late = delay(longestFetchMs, undefined, { signal: timeOut.signal }).then(() => {
    throw new Error('the broker did not end a fetch in time');
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    timeOut.abort();
    late.catch(() => undefined);
  }
}
