import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Database, Gauge, metricsRegistry, StateMetrics } from '@koppel/service-kit';

const connections = new Gauge({
  name: 'koppel_connections',
  help: 'Connections by application and state; the same in every replica',
  labelNames: ['application', 'state'] as const,
  registers: [metricsRegistry],
});

/** Tells how many connections are in which state, over all organizations. */
@Injectable()
export class ConnectionMetrics implements OnApplicationBootstrap {
  constructor(
    private readonly database: Database,
    private readonly metrics: StateMetrics,
  ) {}

  onApplicationBootstrap(): void {
    this.metrics.add({
      state: 'connections',
      gauges: [connections],
      collect: () => this.collect(),
    });
  }

  private async collect(): Promise<void> {
    const rows = (await this.database.asSystem((transaction) =>
      transaction.query(
        'select application_id as application, state, count(*)::int as count from connection group by application_id, state',
      ),
    )) as { application: string; state: string; count: number }[];
    connections.reset();
    for (const { application, state, count } of rows) connections.set({ application, state }, count);
  }
}
