import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { AppError, organizationDeletions, type OrganizationDeletion } from '@koppel/contracts';
import { Background, ContractClient, organizationContext } from '@koppel/service-kit';
import { PasswordCheck } from '../auth/password-check.service.js';
import type { SignedIn } from '../auth/session.service.js';
import { gatewayReason } from '../api/problem.handler.js';
import { OrganizationDeletionRepository, type DueDeletion } from './organization-deletion.repository.js';

const tickMs = 5_000;
const timeoutMs = 30_000;
const maxRoundMs = 60_000;
/** A service that does not answer is asked again. */
const retrySeconds = 10;
/** Longer than any request that was under way when the deletion began. */
const betweenRoundsSeconds = 60;

type Service = keyof typeof organizationDeletions;
const services = Object.keys(organizationDeletions) as Service[];

/**
 * Deletes organizations. From the request on nobody works for the organization. The services are then asked one after the
 * other until each has nothing left, and all of them again until a round finds nothing; then the accounts go. Every step is
 * stored, so that another gateway goes on where one stopped.
 */
@Injectable()
export class OrganizationDeletionService implements OnApplicationBootstrap {
  private readonly logger = new Logger('OrganizationDeletion');
  private work: { trigger(): void } | undefined;

  constructor(
    private readonly passwords: PasswordCheck,
    private readonly background: Background,
    private readonly client: ContractClient,
    private readonly deletions: OrganizationDeletionRepository,
  ) {}

  onApplicationBootstrap(): void {
    const work = (signal: AbortSignal) => this.workOff(signal);
    this.work = this.background.interval({ name: 'organization deletions', everyMs: tickMs, isImmediate: true, work });
  }

  /**
   * Begins a deletion that nothing takes back.
   *
   * @param password the owner's, once more
   * @throws AppError `request.forbidden`
   */
  async request({ user, organization, role }: SignedIn, password: string): Promise<OrganizationDeletion> {
    const isRight = await this.passwords.isRight(user.id, password);
    const ids = { userId: user.id, organizationId: organization.id };
    if (role !== 'owner' || !isRight) {
      this.logger.warn({ ...ids, role }, 'the deletion of an organization was refused');
      throw new AppError('request.forbidden', 'Only an owner deletes an organization, with the password.', {
        reason: gatewayReason('gateway.owner_with_password'),
      });
    }
    const id = await this.deletions.add(organization.id, user.id);
    this.logger.warn({ ...ids, deletionId: id }, 'an organization is deleted');
    this.work?.trigger();
    const state = await this.find(id);
    if (!state) throw new Error('the deletion was stored but cannot be read');
    return state;
  }

  async find(id: string): Promise<OrganizationDeletion | undefined> {
    const state = await this.deletions.find(id);
    if (!state) return undefined;
    const { done, ...shown } = state;
    const isDone = (service: string) => shown.completedAt !== null || done.includes(service);
    return {
      ...shown,
      services: Object.fromEntries(services.map((service) => [service, isDone(service) ? 'done' : 'waiting'])),
    };
  }

  /** Goes on with one deletion that is due, for a minute at most. */
  async workOff(signal: AbortSignal): Promise<void> {
    const due = await this.deletions.claim();
    if (due) await this.round(due, AbortSignal.any([signal, AbortSignal.timeout(maxRoundMs)]));
  }

  private async round(due: DueDeletion, signal: AbortSignal): Promise<void> {
    const { id, organizationId } = due;
    let rows = due.roundRows;
    try {
      for (const service of services) {
        if (!due.done.includes(service)) rows += await this.deleteIn(service, due, signal);
        if (signal.aborted) return await this.deletions.postpone(id, 0);
      }
    } catch (error: unknown) {
      this.logger.warn(
        { err: error, deletionId: id, organizationId },
        'a deletion cannot go on now; trying again soon',
      );
      return this.deletions.postpone(id, retrySeconds);
    }
    if (rows > 0 || due.rounds === 1) return this.deletions.beginRound(id, betweenRoundsSeconds);
    await this.deletions.complete(due);
    this.logger.warn({ deletionId: id, organizationId }, 'an organization was deleted');
  }

  private async deleteIn(service: Service, due: DueDeletion, signal: AbortSignal): Promise<number> {
    const { id, organizationId } = due;
    const context = organizationContext('gateway', organizationId);
    let rows = 0;
    for (let isDone = false; !isDone && !signal.aborted;) {
      const step = await this.client.call(organizationDeletions[service], {}, context, { timeoutMs });
      const { deletedRows, notRevoked = 0 } = step;
      ({ isDone } = step);
      rows += deletedRows;
      await this.deletions.addStep(id, { service, deletedRows, notRevoked, isDone });
      this.logger.log({ deletionId: id, organizationId, service, deletedRows, isDone }, 'a part was deleted');
    }
    return rows;
  }
}
