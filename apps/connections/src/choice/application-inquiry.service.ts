import { Injectable } from '@nestjs/common';
import { ConnectorFailure, type Connector, type ConnectorContext } from '@koppel/connector-sdk';
import { AppError, type ConnectionId, type Reason } from '@koppel/contracts';
import { AccessService } from '../access/access.service.js';
import { ConnectorContexts } from '../access/connector-contexts.service.js';
import { Applications } from '../applications/applications.js';
import type { Connection } from '../connection/connection.js';
import { ConnectionRepository } from '../connection/connection.repository.js';
import { errorBecause } from '../reasons.js';

export interface Inquiry<Answer> {
  connection: Connection;
  /** Ends every call after so long. */
  limitMs: number;
  /** What is told where that was too short. */
  lateReason(connector: Connector): Reason;
  ask(context: ConnectorContext): Promise<Answer>;
}

/** Asks an application on behalf of somebody who fills in a form. */
@Injectable()
export class ApplicationInquiry {
  constructor(
    private readonly connections: ConnectionRepository,
    private readonly access: AccessService,
    private readonly contexts: ConnectorContexts,
    private readonly applications: Applications,
  ) {}

  /** @throws AppError `connection.not_found` */
  async subjectOf(
    organizationId: string,
    connectionId: ConnectionId,
  ): Promise<{ connection: Connection; connector: Connector }> {
    const connection = await this.connections.read(organizationId, connectionId);
    return { connection, connector: this.applications.get(connection.applicationId) };
  }

  /** @throws AppError `connection.not_authorized|needs_attention|application_down` */
  async ask<Answer>({ connection, limitMs, lateReason, ask }: Inquiry<Answer>): Promise<Answer> {
    const connector = this.applications.get(connection.applicationId);
    // Whoever has no access is told so in the words of the access, not as a failed call.
    await this.access.get({ organizationId: connection.organizationId, connectionId: connection.id });
    const context = this.contexts.create(connection, connector, { limitMs });
    try {
      return await ask(context);
    } catch (error: unknown) {
      const options = { details: { connectionId: connection.id }, cause: error };
      if (context.signal.aborted) throw errorBecause('connection.application_down', lateReason(connector), options);
      throw toAppError(error, options);
    }
  }
}

function toAppError(error: unknown, options: { details: { connectionId: string }; cause: unknown }): unknown {
  if (!(error instanceof ConnectorFailure)) return error;
  // The access ended while the application was asked; its reason is given as it is.
  if (error.cause instanceof AppError) return error.cause;
  const code = error.failureClass === 'permission' ? 'connection.needs_attention' : 'connection.application_down';
  return new AppError(code, error.message, { ...options, reason: error.reason });
}
