import { Inject, Injectable } from '@nestjs/common';
import { webhookTestType } from '@koppel/contracts';
import { inSpan, linksTo, noteOnSpan, SpanKind } from '@koppel/service-kit';
import { Vault } from '@koppel/vault';
import { SETTINGS, type Settings } from '../settings.js';
import type { Attempt, ClaimedDelivery, Verdict } from './delivery-queue.repository.js';
import { nextAttemptAt } from './delivery.js';
import { signatureHeaders } from './signing.js';
import { callWebhook, type CallOutcome } from './webhook-call.js';
import { reason, secretColumns } from '../webhook/webhook.js';

/** Makes one attempt at one delivery, and says what follows from it. */
@Injectable()
export class DeliverySenderService {
  constructor(
    private readonly vault: Vault,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** @throws where `signal` ended it, or the secret cannot be opened */
  send(delivery: ClaimedDelivery, signal: AbortSignal): Promise<{ attempt: Attempt; verdict: Verdict }> {
    const { eventId: id, body, webhook } = delivery;
    return inSpan(spanOf(delivery), async () => {
      const startedAt = this.settings.now();
      const headers = signatureHeaders({ id, at: startedAt, body }, await this.secretsOf(delivery, startedAt));
      const { allowPrivateAddresses } = this.settings;
      const began = performance.now();
      const outcome = await callWebhook({ url: webhook.url, headers, body, allowPrivateAddresses, signal });
      const { status = null, problem = null, answer = null } = outcome;
      noteOnSpan({ 'http.response.status_code': status ?? undefined }, { isError: problem !== null });
      const durationMs = Math.round(performance.now() - began);
      return { attempt: { startedAt, durationMs, status, problem, answer }, verdict: this.judge(delivery, outcome) };
    });
  }

  private judge({ eventType, tries }: ClaimedDelivery, { problem, isGone, retryAfterMs }: CallOutcome): Verdict {
    if (problem === undefined) return { state: 'delivered', nextAttemptAt: null };
    const dead = { state: 'dead', nextAttemptAt: null } as const;
    if (isGone)
      return {
        ...dead,
        disable: { reason: reason('notifications.disabled_gone'), ifFailingThroughout: false },
      };
    // A person waits for the answer to a test: tomorrow's is of no use.
    if (eventType === webhookTestType) return dead;
    const next = nextAttemptAt(this.settings.now(), tries, retryAfterMs);
    if (next) return { state: 'waiting', nextAttemptAt: next };
    return { ...dead, disable: { reason: reason('notifications.disabled_failing'), ifFailingThroughout: true } };
  }

  private async secretsOf({ webhook }: ClaimedDelivery, now: Date): Promise<string[]> {
    const { id: rowId, organizationId, secret, previousSecret, previousSecretUntil } = webhook;
    const open = (column: string, sealed: string) => this.vault.open(organizationId, { rowId, column }, sealed);
    const secrets = [await open(secretColumns.current, secret)];
    if (previousSecret && previousSecretUntil && previousSecretUntil > now) {
      secrets.push(await open(secretColumns.previous, previousSecret));
    }
    return secrets;
  }
}

/** By OpenTelemetry's HTTP conventions, linked to where the event came about. Of the address only its host is told. */
function spanOf({ eventType, body, webhook, attempts }: ClaimedDelivery) {
  const { traceparent } = JSON.parse(body) as { traceparent?: string };
  return {
    name: `webhook ${eventType}`,
    kind: SpanKind.CLIENT,
    attributes: {
      'http.request.method': 'POST',
      'http.request.resend_count': attempts - 1,
      'server.address': new URL(webhook.url).hostname,
      'koppel.webhook.id': webhook.id,
      'koppel.organization.id': webhook.organizationId,
      'koppel.event.type': eventType,
    },
    links: linksTo(traceparent),
    carrier: {},
  };
}
