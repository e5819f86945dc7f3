import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Liveness } from '../health/liveness.js';
import { Nats } from '../messaging/nats-connection.js';
import { CLOCK, type Clock } from './clock.js';
import { ConsumerLoop, type ConsumerOptions } from './consumer.js';
import { Interval, type IntervalOptions } from './interval.js';

const hungAfterMs = 10 * 60_000;

/**
 * Starts a service's background work, in `onApplicationBootstrap`, and stops all of it at the start of the shutdown: intervals
 * and consumers end their round before the outbox is flushed and connections close.
 */
@Injectable()
export class Background implements OnModuleDestroy {
  private readonly loops: (Interval | ConsumerLoop)[] = [];

  constructor(
    private readonly nats: Nats,
    private readonly liveness: Liveness,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Repeats work with a delay between rounds; see {@link Interval}. */
  interval(options: Omit<IntervalOptions, 'clock' | 'watch'>): Interval {
    const watch = this.liveness.watch(options.name, hungAfterMs);
    return this.start(new Interval({ ...options, clock: this.clock, watch }));
  }

  /** Reads a stream through a durable consumer; see {@link ConsumerLoop}. */
  consume(options: Omit<ConsumerOptions, 'clock' | 'watch'>): ConsumerLoop {
    const watch = this.liveness.watch(options.name, hungAfterMs);
    return this.start(new ConsumerLoop(this.nats, { ...options, clock: this.clock, watch }));
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.loops.map((loop) => loop.stop()));
  }

  private start<Loop extends Interval | ConsumerLoop>(loop: Loop): Loop {
    this.loops.push(loop);
    loop.start();
    return loop;
  }
}
