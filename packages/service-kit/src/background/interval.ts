import { Logger } from '@nestjs/common';
import type { LoopWatch } from '../health/liveness.js';
import { Histogram, metricsRegistry } from '../telemetry/metrics.js';
import { backoffMs, withJitter } from './backoff.js';
import { systemClock, type Clock } from './clock.js';

export interface IntervalOptions {
  /** For logs, metrics and liveness: `draft expiry`. */
  name: string;
  /** From the end of one round to the start of the next. */
  everyMs: number;
  /** Share of the delay that is random, 0 to 1; default 0.1. */
  jitter?: number;
  /** Whether the first round starts at once; default false. */
  isImmediate?: boolean;
  /** The longest delay after rounds that failed; default ten times `everyMs`, and at least a minute. */
  maxBackoffMs?: number;
  /** One round. The signal aborts when the interval stops: long rounds end at their next safe point. */
  work: (signal: AbortSignal) => Promise<unknown>;
  clock?: Clock;
  /** Told of each round, so that a loop that hangs is noticed. */
  watch?: LoopWatch;
}

const roundDuration = new Histogram({
  name: 'koppel_background_round_seconds',
  help: 'Duration of rounds of background work, by name and outcome',
  labelNames: ['name', 'outcome'] as const,
  buckets: [0.01, 0.1, 1, 10, 60],
  registers: [metricsRegistry],
});

/** Longer rounds are not unusual (a large clean-up): the watch is told while one runs. */
const beatMs = 10_000;

/**
 * Repeats work with a fixed delay between rounds. Rounds never overlap; a failed round is logged, counted and followed by a
 * longer delay. Stops without a further round.
 */
export class Interval {
  private readonly logger: Logger;
  private readonly stopping = new AbortController();
  private readonly clock: Clock;
  private loop: Promise<void> | undefined;
  private isTriggered: boolean;
  private wake: (() => void) | undefined;
  private failures = 0;

  constructor(private readonly options: IntervalOptions) {
    this.logger = new Logger(options.name);
    this.clock = options.clock ?? systemClock;
    this.isTriggered = options.isImmediate ?? false;
  }

  start(): this {
    this.loop ??= this.run();
    return this;
  }

  /** Starts a round now, or one more after the round under way. */
  trigger(): void {
    this.isTriggered = true;
    this.wake?.();
  }

  /** Resolves once the round under way has ended. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.loop;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.waitForNext();
      if (signal.aborted) break;
      this.isTriggered = false;
      await this.round();
    }
    this.options.watch?.end();
  }

  private async waitForNext(): Promise<void> {
    if (this.isTriggered) return;
    const { everyMs, jitter = 0.1, maxBackoffMs = Math.max(10 * everyMs, 60_000) } = this.options;
    const delayMs =
      this.failures === 0
        ? withJitter(everyMs, jitter)
        : backoffMs(this.failures, { firstMs: everyMs, maxMs: maxBackoffMs, jitter });
    const waiting = new AbortController();
    this.wake = () => waiting.abort();
    const signal = AbortSignal.any([waiting.signal, this.stopping.signal]);
    await this.sleep(delayMs, signal).catch(() => undefined);
    this.wake = undefined;
  }

  /** In parts, so that the watch hears of it. */
  private async sleep(ms: number, signal: AbortSignal): Promise<void> {
    for (let left = ms; left > 0; left -= beatMs) {
      this.options.watch?.beat();
      await this.clock.sleep(Math.min(left, beatMs), signal);
    }
  }

  private async round(): Promise<void> {
    const { name, work, watch } = this.options;
    const startedAtMs = this.clock.elapsedMs();
    watch?.beat();
    const observe = (outcome: string) =>
      roundDuration.observe({ name, outcome }, (this.clock.elapsedMs() - startedAtMs) / 1000);
    try {
      await work(this.stopping.signal);
      this.failures = 0;
      observe('ok');
    } catch (error: unknown) {
      if (this.stopping.signal.aborted) return;
      this.failures += 1;
      observe('failed');
      this.logger.warn({ err: error, failures: this.failures }, `${name}: a round failed; it is tried again later`);
    }
  }
}
