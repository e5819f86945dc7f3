import { Inject, Injectable } from '@nestjs/common';
import {
  ConnectorFailure,
  failedStep,
  sharedReason,
  type Connector,
  type ConnectorContext,
  type Fields,
  type Secrets,
} from '@koppel/connector-sdk';
import type { ConnectionId, MessageContext, TestStep } from '@koppel/contracts';
import { ConnectorContexts } from '../access/connector-contexts.service.js';
import { AccessService } from '../access/access.service.js';
import { Applications } from '../applications/applications.js';
import type { Connection, Happening } from '../connection/connection.js';
import { ConnectionRepository } from '../connection/connection.repository.js';
import { TIMING, type Timing } from '../timing.js';

/** Runs a connector's own test and puts the connection into the state that it shows. */
@Injectable()
export class ConnectionTest {
  constructor(
    private readonly connections: ConnectionRepository,
    private readonly access: AccessService,
    private readonly contexts: ConnectorContexts,
    private readonly applications: Applications,
    @Inject(TIMING) private readonly timing: Timing,
  ) {}

  /** @throws AppError `connection.not_found|not_authorized` */
  async run(
    connectionId: ConnectionId,
    { organizationId }: MessageContext,
  ): Promise<{ connection: Connection; steps: TestStep[] }> {
    const before = await this.connections.read(organizationId, connectionId);
    const connector = this.applications.get(before.applicationId);
    await this.access.prepareTest(before, connector);
    const context = this.contexts.create(before, connector, { limitMs: this.timing.testTimeoutMs, isTest: true });
    const firstWay = context.ways?.chosen;
    const steps = await runSteps(connector, context);
    const { chosen } = context.ways ?? {};
    const way = chosen === undefined ? undefined : { chosen, isOther: chosen !== firstWay };
    const happening = this.happeningOf(steps, way);
    const connection = happening
      ? await this.connections.transaction(organizationId, async (transaction) => {
          const now = await this.connections.get(transaction, connectionId);
          // Edited while the test ran: what it found is not about these fields.
          const isOutdated = now.credentialsVersion !== before.credentialsVersion;
          return isOutdated ? now : this.connections.happen(transaction, connectionId, happening);
        })
      : await this.connections.read(organizationId, connectionId);
    return { connection, steps };
  }

  /** Tests an application with fields and secrets that are not stored; nothing happens to the connection. */
  async try(
    connection: Connection,
    { fields, secrets }: { fields: Fields; secrets: Secrets },
  ): Promise<{ steps: TestStep[]; way: string | undefined }> {
    const connector = this.applications.get(connection.applicationId);
    const tried = { ...connection, fields, way: null };
    const context = this.contexts.create(tried, connector, {
      limitMs: this.timing.testTimeoutMs,
      isTest: true,
      secrets,
    });
    const steps = await runSteps(connector, context);
    return { steps, way: context.ways?.chosen };
  }

  /** What passes by itself (time-outs, limits, an application that is down) says nothing about the connection. */
  private happeningOf(steps: TestStep[], way: { chosen: string; isOther: boolean } | undefined): Happening | undefined {
    const failed = steps.find(({ status }) => status === 'failed');
    if (!failed) return { type: 'test_passed', at: this.timing.now(), ...(way && { way }) };
    if (failed.isPassing) return undefined;
    const { reason, advice } = failed;
    return { type: 'refused', reason, ...(advice && { advice }) };
  }
}

async function runSteps(connector: Connector, context: ConnectorContext): Promise<TestStep[]> {
  try {
    return await connector.test(context);
  } catch (error: unknown) {
    if (!(error instanceof ConnectorFailure)) throw error;
    const title = sharedReason('connector.reach', { application: connector.name });
    return [{ id: 'connection', title, ...failedStep(error) }];
  }
}
