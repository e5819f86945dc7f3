import { trace, type Span } from '@opentelemetry/api';
import type { Logger } from 'typeorm';
import { addStateCollector, Counter, Gauge, metricsRegistry } from '../telemetry/metrics.js';

const registers = [metricsRegistry];
const statements = new Counter({
  name: 'koppel_database_statements_total',
  help: 'Statements sent to Postgres, and those that failed',
  labelNames: ['outcome'] as const,
  registers,
});
const poolConnections = new Gauge({
  name: 'koppel_database_pool_connections',
  help: 'Connections of the pools: busy, idle, and callers that wait for one',
  labelNames: ['state'] as const,
  registers,
});

/** What is read of a pg pool. */
export interface PoolNumbers {
  totalCount: number;
  idleCount: number;
  waitingCount: number;
}

/** @returns what removes the pools from the metrics */
export function watchPools(pools: readonly PoolNumbers[]): () => void {
  const sum = (numberOf: (pool: PoolNumbers) => number) => pools.reduce((total, pool) => total + numberOf(pool), 0);
  const collect = () => {
    poolConnections.set(
      { state: 'busy' },
      sum(({ totalCount, idleCount }) => totalCount - idleCount),
    );
    poolConnections.set(
      { state: 'idle' },
      sum(({ idleCount }) => idleCount),
    );
    poolConnections.set(
      { state: 'waiting' },
      sum(({ waitingCount }) => waitingCount),
    );
    return Promise.resolve();
  };
  return addStateCollector({ state: 'pool', gauges: [poolConnections], collect });
}

const perSpan = new WeakMap<Span, number>();

/** Statements are counted, in all and on their span; a span each would cost more than most of them. Their text is not kept. */
export const statementCounter: Logger = {
  logQuery() {
    statements.inc({ outcome: 'sent' });
    const span = trace.getActiveSpan();
    if (!span?.isRecording()) return;
    const count = (perSpan.get(span) ?? 0) + 1;
    perSpan.set(span, count);
    span.setAttribute('koppel.database.statements', count);
  },
  logQueryError() {
    statements.inc({ outcome: 'failed' });
  },
  logQuerySlow: () => undefined,
  logSchemaBuild: () => undefined,
  logMigration: () => undefined,
  log: () => undefined,
};
