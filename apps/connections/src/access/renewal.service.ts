import { Inject, Injectable, Logger } from '@nestjs/common';
import { backoffMs, Counter, metricsRegistry } from '@koppel/service-kit';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Applications } from '../applications/applications.js';
import { ConnectionRepository } from '../connection/connection.repository.js';
import type { Connection } from '../connection/connection.js';
import { reason } from '../reasons.js';
import { TIMING, type Timing } from '../timing.js';
import { AccessIssuerService } from './access-issuer.service.js';
import { AccessSeal } from './access-seal.service.js';
import { RenewalFailed, type Grant, type RenewalRules } from './grant.js';
import { GrantRepository, type SealedAccess } from './grant.repository.js';

/** Without jitter: only one replica at a time tries. */
const renewalBackoff = { firstMs: 2_000, maxMs: 60_000, jitter: 0 };

/** Renewals of access by what came of them: renewed, too_early, lost, down. */
const renewals = new Counter({
  name: 'koppel_access_renewals_total',
  help: 'Renewals of access to applications, by application and outcome',
  labelNames: ['application', 'outcome'] as const,
  registers: [metricsRegistry],
});

interface Claim {
  connection: Connection;
  /** As it was before the claim: an intent in it is one whose outcome nobody knows. */
  grant: Grant;
  owner: string;
  rules: RenewalRules;
}

/**
 * Renews one grant, once, whoever asks: claim a lease with the epoch and note the intent; call without a database
 * connection; store by compare-and-swap before anyone sees the new access.
 */
@Injectable()
export class Renewal {
  private readonly logger = new Logger('Renewal');

  constructor(
    private readonly connections: ConnectionRepository,
    private readonly grants: GrantRepository,
    private readonly seal: AccessSeal,
    private readonly issuer: AccessIssuerService,
    private readonly applications: Applications,
    @Inject(TIMING) private readonly timing: Timing,
  ) {}

  /** A connection and its grant as they stand now, read in one transaction. */
  read({ id, organizationId }: Connection): Promise<{ connection: Connection; grant: Grant }> {
    return this.connections.transaction(organizationId, async (transaction) => ({
      connection: await this.connections.get(transaction, id),
      grant:
        (await this.grants.find(transaction, id)) ??
        (await this.grants.findOrAdd(transaction, { organizationId, connectionId: id })),
    }));
  }

  /** False when another one holds the lease or was first. Whatever came of it stands in the grant afterwards. */
  async renew(connection: Connection, seen: Grant, rules: RenewalRules): Promise<boolean> {
    const lease = { connectionId: connection.id, epoch: seen.epoch, owner: randomUUID() };
    // Before the claim: nothing but the call itself stands between the noted intent and its outcome.
    const opened = await this.seal.openForRenewal(connection, seen);
    const now = this.timing.now();
    const until = new Date(now.getTime() + this.timing.leaseMs);
    const grant = await this.connections.transaction(connection.organizationId, (transaction) =>
      this.grants.claim(transaction, { lease, now, until }),
    );
    if (!grant) return false;
    const claim: Claim = { connection, grant, owner: lease.owner, rules };
    try {
      const issued = await this.issuer.issue({ connection, ...opened });
      await this.store(claim, await this.seal.seal(connection, issued));
      renewals.inc({ application: connection.applicationId, outcome: 'renewed' });
    } catch (error: unknown) {
      if (!(error instanceof RenewalFailed)) throw error;
      renewals.inc({ application: connection.applicationId, outcome: error.outcome });
      await this.recordFailure(claim, error);
    }
    return true;
  }

  /** The old refresh token may be dead by now: an answer is worth several tries, as long as the lease lasts. */
  private async store({ connection, grant }: Claim, access: SealedAccess): Promise<void> {
    const startedMs = performance.now();
    for (let tries = 0; ; tries += 1) {
      try {
        await this.connections.transaction(connection.organizationId, async (transaction) => {
          const isStored = await this.grants.complete(
            transaction,
            { connectionId: connection.id, epoch: grant.epoch },
            access,
          );
          if (isStored) await this.connections.happen(transaction, connection.id, { type: 'renewed' });
        });
        return;
      } catch (error: unknown) {
        const waitMs = 100 * 2 ** Math.min(tries, 5);
        const leftMs = this.timing.leaseMs - this.timing.callTimeoutMs - (performance.now() - startedMs);
        if (leftMs < waitMs) throw error;
        this.logger.warn(
          { err: error, connectionId: connection.id },
          'a renewed access could not be stored; trying again',
        );
        await delay(waitMs);
      }
    }
  }

  private async recordFailure({ connection, grant, owner, rules }: Claim, failure: RenewalFailed): Promise<void> {
    const { connectionId, epoch } = grant;
    const lease = { connectionId, epoch, owner };
    this.logger.warn({ connectionId, epoch, outcome: failure.outcome }, 'an access was not renewed');
    await this.connections.transaction(connection.organizationId, async (transaction) => {
      if (failure.outcome === 'lost') {
        const isMine = await this.grants.markLost(transaction, lease);
        const { name: application } = this.applications.get(connection.applicationId);
        const isInterrupted = grant.intentAt !== null && rules.isRotating;
        const why = isInterrupted ? reason('connections.renewal_interrupted', { application }) : failure.reason;
        if (isMine) await this.connections.happen(transaction, connection.id, { type: 'refused', reason: why });
        return;
      }
      await this.grants.release(transaction, lease, this.outcomeOf(grant, rules, failure));
    });
  }

  private outcomeOf(grant: Grant, rules: RenewalRules, failure: RenewalFailed) {
    const now = this.timing.now();
    if (failure.outcome === 'too_early') {
      // The provider still knows the refresh token: nothing was spent, and nothing is in doubt.
      const allowedMs = (grant.obtainedAt?.getTime() ?? now.getTime()) + rules.notBeforeMs;
      return {
        intentAt: null,
        retryAt: new Date(Math.max(allowedMs, now.getTime() + 5_000)),
        failures: grant.failures,
      };
    }
    const failures = grant.failures + 1;
    const intentAt = failure.isOutcomeUnknown ? (grant.intentAt ?? now) : grant.intentAt;
    const waitMs = Math.min(maxWaitMs, Math.max(failure.retryAfterMs ?? 0, backoffMs(failures, renewalBackoff)));
    return { intentAt, retryAt: new Date(now.getTime() + waitMs), failures };
  }
}

/** Whatever a provider asks for, it is asked again within the hour. */
const maxWaitMs = 3_600_000;
