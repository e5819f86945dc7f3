import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import {
  connectionList,
  flowConditionList,
  topicOfAlert,
  type EventType,
  type OrganizationId,
} from '@koppel/contracts';
import { Background, ContractClient, organizationContext, type Interval } from '@koppel/service-kit';
import type { EntityManager } from 'typeorm';
import { RecipientService } from '../notification/recipient.service.js';
import { SETTINGS, type Settings } from '../settings.js';
import { AlertCheckRepository } from './alert-check.repository.js';
import { AlertRepository } from './alert.repository.js';
import { conditionsOf, differenceOf } from './alert.js';

const perRound = 20;
const cleanEveryMs = 3_600_000;
const afterFailureMs = 60_000;

/** After these something may have broken or healed. */
const triggers: ReadonlySet<string> = new Set<EventType>([
  ...(['connections.v1.connection.changed', 'settings.v1.flow.changed'] as const),
  ...(['flows.v1.run.completed', 'flows.v1.run.failed'] as const),
  ...(['flows.v1.issue.opened', 'flows.v1.issue.resolved'] as const),
]);

/**
 * Keeps the alerts of an organization equal to what is wrong there. Events only say when to look: what is wrong is asked of the
 * services that own it, so an event that comes twice, late or never changes nothing but the time.
 */
@Injectable()
export class AlertCheckService implements OnApplicationBootstrap {
  private readonly logger = new Logger('AlertCheckService');
  private rounds: Interval | undefined;

  constructor(
    private readonly checks: AlertCheckRepository,
    private readonly alerts: AlertRepository,
    private readonly recipients: RecipientService,
    private readonly client: ContractClient,
    private readonly background: Background,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  onApplicationBootstrap(): void {
    const everyMs = this.settings.tickMs;
    this.rounds = this.background.interval({ name: 'alert checks', everyMs, work: (signal) => this.round(signal) });
    const work = () => this.alerts.deleteOld(this.settings.now());
    this.background.interval({ name: 'deletion of old alerts', everyMs: cleanEveryMs, isImmediate: true, work });
  }

  /** In the transaction that stores the events. */
  async request(
    transaction: EntityManager,
    events: readonly { type: string; organizationId: string }[],
  ): Promise<void> {
    const ids = new Set(events.filter(({ type }) => triggers.has(type)).map(({ organizationId }) => organizationId));
    const { gapMs } = this.settings.alertChecks;
    if (ids.size > 0) await this.checks.request(transaction, [...ids], { now: this.settings.now(), gapMs });
  }

  nudge(): void {
    this.rounds?.trigger();
  }

  private async round(signal: AbortSignal): Promise<void> {
    const due = await this.checks.claim(this.settings.now(), perRound);
    await Promise.all(due.map((organizationId) => this.checkAndRelease(organizationId)));
    if (due.length === perRound && !signal.aborted) this.nudge();
  }

  private async checkAndRelease(organizationId: OrganizationId): Promise<void> {
    const after = (ms: number) => new Date(this.settings.now().getTime() + ms);
    try {
      const isIdle = await this.check(organizationId);
      await this.checks.release(organizationId, isIdle ? undefined : after(this.settings.alertChecks.sweepMs));
    } catch (error: unknown) {
      this.logger.warn(
        { err: error, organizationId },
        'alerts could not be checked; they are checked again in a minute',
      );
      await this.checks.release(organizationId, after(afterFailureMs));
    }
  }

  /** @returns whether nothing is there that could break */
  private async check(organizationId: OrganizationId): Promise<boolean> {
    const context = organizationContext('notifications', organizationId);
    const [{ items: connections }, { items: flows }, { open, brokenUntil }] = await Promise.all([
      this.client.call(connectionList, {}, context),
      this.client.call(flowConditionList, {}, context),
      this.alerts.known(organizationId),
    ]);
    const difference = differenceOf(open, conditionsOf({ connections, flows, open, brokenUntil }));
    const recipients = difference.opened.length > 0 ? await this.recipients.of(organizationId) : [];
    await this.alerts.store(organizationId, difference, {
      now: this.settings.now(),
      recipientsOf: ({ kind }) =>
        recipients.filter(({ wants }) => wants(topicOfAlert[kind])).map(({ recipient }) => recipient),
    });
    return connections.length === 0 && flows.length === 0 && open.length === 0;
  }
}
