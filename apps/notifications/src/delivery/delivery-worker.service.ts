import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Background, type Interval } from '@koppel/service-kit';
import { SETTINGS, type Settings } from '../settings.js';
import { DeliveryQueueRepository, type ClaimedDelivery } from './delivery-queue.repository.js';
import { DeliverySenderService } from './delivery-sender.service.js';
import { webhookAttempts } from './delivery.metrics.js';

const slots = 16;
const drainMs = 4_000;
const cleanEveryMs = 3_600_000;
/** What broke off on this side, such as a secret that cannot be opened, says nothing about the receiver. */
const brokenOffMs = 60_000;

/** Sends what is due, so many at once; several replicas share the queue. */
@Injectable()
export class DeliveryWorkerService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('DeliveryWorkerService');
  private readonly calls = new AbortController();
  private readonly active = new Set<Promise<void>>();
  private rounds: Interval | undefined;

  constructor(
    private readonly queue: DeliveryQueueRepository,
    private readonly sender: DeliverySenderService,
    private readonly background: Background,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  onApplicationBootstrap(): void {
    this.rounds = this.background.interval({
      name: 'webhook deliveries',
      everyMs: this.settings.tickMs,
      maxBackoffMs: 10_000,
      isImmediate: true,
      work: () => this.takeDue(),
    });
    this.background.interval({
      name: 'deletion of old deliveries',
      everyMs: cleanEveryMs,
      isImmediate: true,
      work: (signal) => this.deleteOld(signal),
    });
  }

  /** Nothing more is taken by now; calls under way get some seconds, then they are given back. */
  async beforeApplicationShutdown(): Promise<void> {
    const timer = setTimeout(() => this.calls.abort(), drainMs);
    await Promise.all(this.active);
    clearTimeout(timer);
  }

  /** Something became due. */
  nudge(): void {
    this.rounds?.trigger();
  }

  private async takeDue(): Promise<void> {
    const free = slots - this.active.size;
    if (free <= 0) return;
    for (const delivery of await this.queue.claim(this.settings.now(), free)) this.begin(delivery);
  }

  private begin(delivery: ClaimedDelivery): void {
    const sending = this.send(delivery).finally(() => {
      this.active.delete(sending);
      this.nudge();
    });
    this.active.add(sending);
  }

  private async send(delivery: ClaimedDelivery): Promise<void> {
    const ids = {
      organizationId: delivery.webhook.organizationId,
      webhookId: delivery.webhook.id,
      deliveryId: delivery.id,
    };
    try {
      const { attempt, verdict } = await this.sender.send(delivery, this.calls.signal);
      await this.queue.settle(delivery, attempt, verdict);
      webhookAttempts.inc({ outcome: verdict.state });
      if (attempt.problem)
        this.logger.warn(
          { ...ids, status: attempt.status, state: verdict.state, reason: attempt.problem },
          'a call failed',
        );
    } catch (error: unknown) {
      if (this.calls.signal.aborted) return this.giveBack(delivery);
      this.logger.error({ ...ids, err: error }, 'an attempt at a webhook broke off here; it is made again in a minute');
      await this.giveBack(delivery, new Date(this.settings.now().getTime() + brokenOffMs));
    }
  }

  private async giveBack(delivery: ClaimedDelivery, until?: Date): Promise<void> {
    await this.queue.giveBack(delivery, until).catch((error: unknown) => {
      this.logger.warn({ err: error, deliveryId: delivery.id }, 'a delivery is free again once its claim has ended');
    });
  }

  private async deleteOld(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && (await this.queue.deleteSomeOld(this.settings.now())) > 0);
  }
}
