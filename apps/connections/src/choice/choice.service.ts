import { Inject, Injectable } from '@nestjs/common';
import { ConnectorFailure, maxChoices, type Connector } from '@koppel/connector-sdk';
import {
  AppError,
  type Choice,
  type ChoiceKind,
  type choiceList,
  type MessageContext,
  type ParsedRequestOf,
  type ReplyOf,
} from '@koppel/contracts';
import { AccessService } from '../access/access.service.js';
import { ConnectorContexts } from '../access/connector-contexts.service.js';
import { Applications } from '../applications/applications.js';
import type { Connection } from '../connection/connection.js';
import { ConnectionRepository } from '../connection/connection.repository.js';
import { errorBecause, reason } from '../reasons.js';
import { TIMING, type Timing } from '../timing.js';
import { ChoiceCache } from './choice-cache.js';

/** Reads from an application what a setting may be. */
@Injectable()
export class ChoiceService {
  private readonly cache: ChoiceCache;

  constructor(
    private readonly connections: ConnectionRepository,
    private readonly access: AccessService,
    private readonly contexts: ConnectorContexts,
    private readonly applications: Applications,
    @Inject(TIMING) private readonly timing: Timing,
  ) {
    this.cache = new ChoiceCache(() => this.timing.now());
  }

  /** @throws AppError `connection.not_found|not_authorized|needs_attention|application_down` */
  async list(
    { connectionId, kind }: ParsedRequestOf<typeof choiceList>,
    { organizationId }: MessageContext,
  ): Promise<ReplyOf<typeof choiceList>> {
    const connection = await this.connections.read(organizationId, connectionId);
    const connector = this.applications.get(connection.applicationId);
    if (!connector.choices?.[kind]) return { isSupported: false, items: [], isComplete: true };
    // Other fields (another administration) have other lists, although the credentials are the same.
    const { credentialsVersion, fields } = connection;
    const key = JSON.stringify([organizationId, connectionId, kind, credentialsVersion, fields]);
    const items = await this.cache.get(key, () => this.read(connection, connector, kind));
    return { isSupported: true, items: items.slice(0, maxChoices), isComplete: items.length <= maxChoices };
  }

  private async read(connection: Connection, connector: Connector, kind: ChoiceKind): Promise<Choice[]> {
    // Whoever has no access is told so in the words of the access, not as a failed call.
    await this.access.get({ organizationId: connection.organizationId, connectionId: connection.id });
    const context = this.contexts.create(connection, connector, { limitMs: this.timing.choiceTimeoutMs });
    try {
      return (await connector.choices?.[kind]?.(context)) ?? [];
    } catch (error: unknown) {
      throw toAppError(error, { connection, connector, isLate: context.signal.aborted });
    }
  }
}

function toAppError(
  error: unknown,
  { connection, connector, isLate }: { connection: Connection; connector: Connector; isLate: boolean },
): unknown {
  const options = { details: { connectionId: connection.id }, cause: error };
  if (isLate) {
    return errorBecause(
      'connection.application_down',
      reason('connections.choices_late', { application: connector.name }),
      options,
    );
  }
  if (!(error instanceof ConnectorFailure)) return error;
  // The access ended while the list was read; its reason is given as it is.
  if (error.cause instanceof AppError) return error.cause;
  const code = error.failureClass === 'permission' ? 'connection.needs_attention' : 'connection.application_down';
  return new AppError(code, error.message, { ...options, reason: error.reason });
}
