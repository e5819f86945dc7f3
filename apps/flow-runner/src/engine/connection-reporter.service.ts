import { Injectable, Logger } from '@nestjs/common';
import { connectionReport, messageContextSchema } from '@koppel/contracts';
import { ContractClient } from '@koppel/service-kit';
import type { RunRecord } from '../run/run.js';
import { AccessFailure, type ApplicationTrouble } from './trouble.js';

/** Tells the connections service that an application refuses a connection for good, so that it asks a person. */
@Injectable()
export class ConnectionReporter {
  private readonly logger = new Logger('ConnectionReporter');

  constructor(private readonly client: ContractClient) {}

  async report(run: RunRecord, { side, failure, epoch }: ApplicationTrouble): Promise<void> {
    if (failure instanceof AccessFailure) return;
    const connectionId = side === 'source' ? run.flow.sourceConnectionId : run.flow.targetConnectionId;
    const context = messageContextSchema.parse({
      organizationId: run.organizationId,
      actor: { kind: 'service', name: 'flow-runner' },
    });
    const problem = failure.status === 401 ? ('unauthorized' as const) : ('forbidden' as const);
    try {
      await this.client.call(
        connectionReport,
        { connectionId, problem, reason: failure.message.slice(0, 1000), epoch },
        context,
      );
    } catch (error: unknown) {
      // The run fails with the same words, so a person learns of it all the same.
      this.logger.warn({ err: error, runId: run.id, connectionId }, 'the connection could not be reported');
    }
  }
}
