import { Inject, Injectable } from '@nestjs/common';
import { AddressRefused, assertUrlAllowed } from '@koppel/connector-host';
import type {
  MessageContext,
  ParsedRequestOf,
  Webhook,
  webhookCreate,
  webhookUpdate,
  WebhookId,
} from '@koppel/contracts';
import { randomUUID } from 'node:crypto';
import { Vault } from '@koppel/vault';
import { SETTINGS, type Settings } from '../settings.js';
import { DeliveryWorkerService } from '../delivery/delivery-worker.service.js';
import { newSecret } from '../delivery/signing.js';
import { addressRefused, tooManyWebhooks } from './webhook.js';
import { WebhookRepository } from './webhook.repository.js';
import { secretColumns, toWebhook, type StoredWebhook } from './webhook.js';

const maxWebhooks = 20;
const bothSecretsMs = 24 * 3_600_000;

/** What people do with webhooks. */
@Injectable()
export class WebhookService {
  constructor(
    private readonly webhooks: WebhookRepository,
    private readonly vault: Vault,
    private readonly worker: DeliveryWorkerService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async list({ organizationId }: MessageContext): Promise<Webhook[]> {
    const found = await this.webhooks.transaction(organizationId, (transaction) => this.webhooks.list(transaction));
    return found.map(toWebhook);
  }

  async create(
    { url, description, eventTypes }: ParsedRequestOf<typeof webhookCreate>,
    { organizationId }: MessageContext,
  ): Promise<{ webhook: Webhook; secret: string }> {
    this.checkAddress(url);
    const id = randomUUID() as WebhookId;
    const secret = newSecret();
    const now = this.settings.now();
    const webhook: StoredWebhook = {
      ...{ id, organizationId, url, description, eventTypes: [...new Set(eventTypes)], state: 'enabled', reason: null },
      secret: await this.vault.seal(organizationId, { rowId: id, column: secretColumns.current }, secret),
      ...{ previousSecret: null, previousSecretUntil: null, listensSince: now, createdAt: now, updatedAt: now },
    };
    await this.webhooks.transaction(organizationId, async (transaction) => {
      await this.webhooks.lockOrganization(transaction, organizationId);
      if ((await this.webhooks.list(transaction)).length >= maxWebhooks) throw tooManyWebhooks(maxWebhooks);
      await this.webhooks.add(transaction, webhook);
    });
    return { webhook: toWebhook({ ...webhook, waiting: 0, dead: 0 }), secret };
  }

  async update(
    { webhookId, state, eventTypes, ...changes }: ParsedRequestOf<typeof webhookUpdate>,
    { organizationId }: MessageContext,
  ): Promise<Webhook> {
    if (changes.url !== undefined) this.checkAddress(changes.url);
    const webhook = await this.webhooks.transaction(organizationId, async (transaction) => {
      const before = await this.webhooks.lock(transaction, webhookId);
      const now = this.settings.now();
      const after = {
        ...before,
        url: changes.url ?? before.url,
        description: changes.description ?? before.description,
      };
      if (eventTypes) after.eventTypes = [...new Set(eventTypes)];
      if (state && state !== before.state) Object.assign(after, { state, reason: null });
      if (after.state === 'enabled' && before.state === 'disabled') after.listensSince = now;
      await this.webhooks.save(transaction, { ...after, updatedAt: now });
      return this.webhooks.get(transaction, webhookId);
    });
    this.worker.nudge();
    return toWebhook(webhook);
  }

  async delete(webhookId: WebhookId, { organizationId }: MessageContext): Promise<void> {
    await this.webhooks.transaction(organizationId, async (transaction) => {
      await this.webhooks.lock(transaction, webhookId);
      await this.webhooks.remove(transaction, webhookId);
    });
  }

  /** @returns the new secret; the one before is signed with for a day more */
  async rotateSecret(webhookId: WebhookId, { organizationId }: MessageContext): Promise<string> {
    const secret = newSecret();
    const cell = (column: string) => ({ rowId: webhookId, column });
    const sealed = await this.vault.seal(organizationId, cell(secretColumns.current), secret);
    await this.webhooks.transaction(organizationId, async (transaction) => {
      const before = await this.webhooks.lock(transaction, webhookId);
      const now = this.settings.now();
      const plain = await this.vault.open(organizationId, cell(secretColumns.current), before.secret);
      await this.webhooks.save(transaction, {
        ...before,
        secret: sealed,
        previousSecret: await this.vault.seal(organizationId, cell(secretColumns.previous), plain),
        previousSecretUntil: new Date(now.getTime() + bothSecretsMs),
        updatedAt: now,
      });
    });
    return secret;
  }

  /** Refuses at once what no call would reach. @throws AppError `webhook.address_refused` */
  private checkAddress(address: string): void {
    const url = new URL(address);
    try {
      assertUrlAllowed(url, this.settings.allowPrivateAddresses);
    } catch (error: unknown) {
      if (error instanceof AddressRefused) throw addressRefused();
      throw error;
    }
    if (url.username || url.password) throw addressRefused();
  }
}
