import { Inject, Injectable } from '@nestjs/common';
import {
  webhookTestType,
  type MessageContext,
  type ParsedRequestOf,
  type ReplyOf,
  type WebhookDelivery,
  type WebhookDeliveryId,
  type webhookDeliveryGet,
  type webhookDeliveryList,
  type WebhookId,
} from '@koppel/contracts';
import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { SETTINGS, type Settings } from '../settings.js';
import { DeliveryRepository } from '../delivery/delivery.repository.js';
import { DeliveryWorkerService } from '../delivery/delivery-worker.service.js';
import { toDelivery, webhookDisabled, type ListedWebhook } from './webhook.js';
import { WebhookRepository } from './webhook.repository.js';

/** What people see and do in the delivery log. */
@Injectable()
export class DeliveryLogService {
  constructor(
    private readonly webhooks: WebhookRepository,
    private readonly deliveries: DeliveryRepository,
    private readonly worker: DeliveryWorkerService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  list(
    { webhookId, state, after, limit }: ParsedRequestOf<typeof webhookDeliveryList>,
    { organizationId }: MessageContext,
  ): Promise<ReplyOf<typeof webhookDeliveryList>> {
    return this.webhooks.transaction(organizationId, async (transaction) => {
      await this.webhooks.get(transaction, webhookId);
      // A mark that is none of ours begins at the newest.
      const position = after !== undefined && /^\d{1,18}$/.test(after) ? after : undefined;
      const found = await this.deliveries.list(transaction, { webhookId, state, after: position, limit: limit + 1 });
      const items = found.slice(0, limit);
      const last = items.at(-1);
      return { items: items.map(toDelivery), next: found.length > limit && last ? last.position : null };
    });
  }

  get(deliveryId: WebhookDeliveryId, { organizationId }: MessageContext): Promise<ReplyOf<typeof webhookDeliveryGet>> {
    return this.webhooks.transaction(organizationId, async (transaction) => {
      const delivery = await this.deliveries.get(transaction, deliveryId);
      const history = await this.deliveries.history(transaction, deliveryId);
      return {
        ...toDelivery(delivery),
        body: JSON.parse(delivery.body) as ReplyOf<typeof webhookDeliveryGet>['body'],
        history: history.map((attempt) => ({ ...attempt, startedAt: attempt.startedAt.toISOString() })),
      };
    });
  }

  test(webhookId: WebhookId, { organizationId }: MessageContext): Promise<WebhookDelivery> {
    return this.change(organizationId, async (transaction) => {
      await this.enabled(transaction, webhookId);
      const now = this.settings.now();
      const id = randomUUID();
      const body = {
        ...{ specversion: '1.0', id, source: 'koppel/connections', type: webhookTestType, subject: webhookId },
        ...{ time: now.toISOString(), datacontenttype: 'application/json', organizationid: organizationId },
        data: { webhookId },
      };
      const event = { webhookId, organizationId, id, type: webhookTestType, body, now };
      return toDelivery(await this.deliveries.addOne(transaction, event));
    });
  }

  resend(deliveryId: WebhookDeliveryId, { organizationId }: MessageContext): Promise<WebhookDelivery> {
    return this.change(organizationId, async (transaction) => {
      const { webhookId } = await this.deliveries.get(transaction, deliveryId);
      await this.enabled(transaction, webhookId);
      await this.deliveries.resend(transaction, deliveryId, this.settings.now());
      return toDelivery(await this.deliveries.get(transaction, deliveryId));
    });
  }

  resendDead(webhookId: WebhookId, { organizationId }: MessageContext): Promise<number> {
    return this.change(organizationId, async (transaction) => {
      await this.enabled(transaction, webhookId);
      return this.deliveries.resendDead(transaction, webhookId, this.settings.now());
    });
  }

  /** After the commit the worker hears of it. */
  private async change<T>(organizationId: string, work: (transaction: EntityManager) => Promise<T>): Promise<T> {
    const result = await this.webhooks.transaction(organizationId, work);
    this.worker.nudge();
    return result;
  }

  private async enabled(transaction: EntityManager, webhookId: WebhookId): Promise<ListedWebhook> {
    const webhook = await this.webhooks.get(transaction, webhookId);
    if (webhook.state === 'disabled') throw webhookDisabled();
    return webhook;
  }
}
