import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Counter, Database, Gauge, metricsRegistry, StateMetrics } from '@koppel/service-kit';
import { slotsPerOrganization, slotsPerWebhook } from './delivery.js';

const registers = [metricsRegistry];

export const webhookAttempts = new Counter({
  name: 'koppel_webhook_attempts_total',
  help: 'Calls of webhooks, by what the delivery became: delivered, waiting (tried again later) or dead',
  labelNames: ['outcome'] as const,
  registers,
});

const deliveries = new Gauge({
  name: 'koppel_webhook_deliveries',
  help: 'Deliveries of webhooks that wait or are dead; the same in every replica',
  labelNames: ['state'] as const,
  registers,
});

const overdue = new Gauge({
  name: 'koppel_webhook_overdue_seconds',
  help: 'How long a delivery is due though its webhook and organization have free places, 0 where none is; the same in every replica',
  registers,
});

/** Tells how much waits for webhooks, over all organizations. */
@Injectable()
export class DeliveryMetrics implements OnApplicationBootstrap {
  constructor(
    private readonly database: Database,
    private readonly metrics: StateMetrics,
  ) {}

  onApplicationBootstrap(): void {
    this.metrics.add({
      state: 'webhooks',
      gauges: [deliveries, overdue],
      collect: () => this.collect(),
    });
  }

  private async collect(): Promise<void> {
    const [row] = (await this.database.asSystem((transaction) =>
      transaction.query(
        `with busy as (
           select d.webhook_id, d.organization_id, count(*) as calls from webhook_delivery d
           where d.claim is not null and d.claimed_until >= clock_timestamp() group by 1, 2),
         full_ones as (
           select webhook_id::text as key from busy where calls >= $1
           union all select organization_id from busy group by 1 having sum(calls) >= $2)
         select count(*) filter (where d.state = 'waiting')::int as waiting, count(*) filter (where d.state = 'dead')::int as dead,
           coalesce(extract(epoch from clock_timestamp() - min(d.next_attempt_at) 
             filter (where w.state = 'enabled' and not exists (
               select from full_ones where key in (w.id::text, w.organization_id)))), 0)::float8 as overdue
         from webhook_delivery d join webhook w on w.id = d.webhook_id where d.state in ('waiting', 'dead')`,
        [slotsPerWebhook, slotsPerOrganization],
      ),
    )) as { waiting: number; dead: number; overdue: number }[];
    deliveries.set({ state: 'waiting' }, row?.waiting ?? 0);
    deliveries.set({ state: 'dead' }, row?.dead ?? 0);
    overdue.set(Math.max(0, row?.overdue ?? 0));
  }
}
