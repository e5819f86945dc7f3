import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { Connector } from '@koppel/connector-sdk';
import { connectionIdSchema, type ConnectionId } from '@koppel/contracts';
import { Background, Database } from '@koppel/service-kit';
import { ConnectionRepository } from '../connection/connection.repository.js';
import { Applications } from '../applications/applications.js';
import { reason } from '../reasons.js';
import { TIMING, type Timing } from '../timing.js';
import { renewalRules, type Grant, type RenewalRules } from './grant.js';
import { GrantRepository } from './grant.repository.js';
import { Renewal } from './renewal.service.js';

/** Refresh tokens are renewed at about half of the time after which they would die. */
const usedShare = 0.5;
const jitterShare = 0.05;
const batchSize = 50;

/**
 * Renews grants that nobody used for long, before their refresh token dies of age. Several replicas may do so at once:
 * each grant is renewed under its own lease.
 */
@Injectable()
export class KeepAlive implements OnApplicationBootstrap {
  private readonly logger = new Logger('KeepAlive');

  constructor(
    private readonly database: Database,
    private readonly grants: GrantRepository,
    private readonly applications: Applications,
    private readonly connections: ConnectionRepository,
    private readonly renewal: Renewal,
    private readonly background: Background,
    @Inject(TIMING) private readonly timing: Timing,
  ) {}

  onApplicationBootstrap(): void {
    const everyMs = this.timing.keepAliveIntervalMs;
    this.background.interval({ name: 'keep access alive', everyMs, jitter: 0.25, work: () => this.run() });
  }

  /** One round over all applications; gives the number of grants that were due. */
  async run(): Promise<number> {
    let due = 0;
    for (const connector of this.applications.all) {
      const rules = renewalRules(connector);
      const maxIdleMs =
        connector.authentication.kind === 'oauth2' ? connector.authentication.refresh?.maxIdleMs : undefined;
      if (rules && maxIdleMs !== undefined) due += await this.runFor(connector, rules, maxIdleMs);
    }
    return due;
  }

  private async runFor(connector: Connector, rules: RenewalRules, maxIdleMs: number): Promise<number> {
    const now = this.timing.now();
    const ageMs = maxIdleMs * (usedShare + jitterShare * (2 * Math.random() - 1));
    const before = new Date(now.getTime() - ageMs);
    const grants = await this.database.asSystem((transaction) =>
      this.grants.listIdle(transaction, { applicationId: connector.id, before, now, limit: batchSize }),
    );
    for (const grant of grants) await this.renewOne(connector, grant, rules, maxIdleMs);
    return grants.length;
  }

  private async renewOne(connector: Connector, grant: Grant, rules: RenewalRules, maxIdleMs: number): Promise<void> {
    const diesAt = new Date((grant.obtainedAt?.getTime() ?? 0) + maxIdleMs);
    const connectionId = connectionIdSchema.parse(grant.connectionId);
    try {
      await this.renew({
        application: connector.name,
        organizationId: grant.organizationId,
        connectionId,
        rules,
        diesAt,
      });
    } catch (error: unknown) {
      this.logger.error(
        { err: error, connectionId },
        'an unused access could not be kept alive; trying again at the next round',
      );
    }
  }

  /** Renews one unused grant, and says in the connection's state when that does not work. */
  private async renew(due: {
    application: string;
    organizationId: string;
    connectionId: ConnectionId;
    rules: RenewalRules;
    diesAt: Date;
  }): Promise<void> {
    const { organizationId, connectionId } = due;
    const connection = await this.connections.read(organizationId, connectionId);
    const { grant } = await this.renewal.read(connection);
    await this.renewal.renew(connection, grant, due.rules);
    const { grant: now } = await this.renewal.read(connection);
    if (now.epoch > grant.epoch || now.isLost || now.failures === 0) return;
    const date = due.diesAt.toISOString().slice(0, 10);
    const failing = reason('connections.renewal_failing', { application: due.application, date });
    await this.connections.transaction(organizationId, (transaction) =>
      this.connections.happen(transaction, connectionId, { type: 'renewal_troubled', reason: failing }),
    );
  }
}
