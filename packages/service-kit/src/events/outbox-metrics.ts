import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Database } from '../storage/database.js';
import { Gauge, metricsRegistry } from '../telemetry/metrics.js';
import { StateMetrics } from '../telemetry/state-metrics.js';

const registers = [metricsRegistry];
const waiting = new Gauge({
  name: 'koppel_outbox_waiting',
  help: 'Events and work in the outbox that are not sent yet; the same in every replica',
  registers,
});
const oldestAge = new Gauge({
  name: 'koppel_outbox_oldest_age_seconds',
  help: 'Age of the oldest row in the outbox that is not sent yet, 0 where there is none; the same in every replica',
  registers,
});

/** Tells how much waits in the service's outbox, and for how long. */
@Injectable()
export class OutboxMetrics implements OnApplicationBootstrap {
  constructor(
    private readonly database: Database,
    private readonly metrics: StateMetrics,
  ) {}

  onApplicationBootstrap(): void {
    this.metrics.add({
      state: 'outbox',
      gauges: [waiting, oldestAge],
      collect: () => this.collect(),
    });
  }

  private async collect(): Promise<void> {
    const [row] = (await this.database.asSystem((transaction) =>
      transaction.query(
        `select count(*)::int as waiting, coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0)::float8 as age
         from outbox where published_at is null and closed_at is null`,
      ),
    )) as { waiting: number; age: number }[];
    waiting.set(row?.waiting ?? 0);
    oldestAge.set(Math.max(0, row?.age ?? 0));
  }
}
