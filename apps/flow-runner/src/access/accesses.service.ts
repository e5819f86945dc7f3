import { Injectable } from '@nestjs/common';
import {
  accessGet,
  AppError,
  messageContextSchema,
  reasonOfError,
  type ConnectionId,
  type FailureClass,
  type ReplyOf,
} from '@koppel/contracts';
import type { Access, AccessProvider } from '@koppel/connector-host';
import { ContractClient } from '@koppel/service-kit';
import { AccessFailure } from '@koppel/sync-engine';

export type OpenAccess = ReplyOf<typeof accessGet>;

const earlyMs = 30_000;
/** An access without an end is asked for again now and then: its fields may have changed. */
const maxKeepMs = 300_000;
const acquireTimeoutMs = 25_000;

interface Kept {
  access: OpenAccess;
  until: number;
}

/** Short-lived accesses to connections, asked of the connections service and kept in memory until shortly before they end. */
@Injectable()
export class Accesses {
  private readonly kept = new Map<ConnectionId, Kept>();
  private readonly asking = new Map<ConnectionId, Promise<OpenAccess>>();

  constructor(private readonly client: ContractClient) {}

  /** @throws AccessFailure whose class tells whether to wait or to ask a person */
  async open(organizationId: string, connectionId: ConnectionId): Promise<OpenAccess> {
    const kept = this.kept.get(connectionId);
    if (kept && kept.until > Date.now()) return kept.access;
    return this.ask(organizationId, connectionId);
  }

  providerOf(organizationId: string, connectionId: ConnectionId): AccessProvider {
    return {
      current: () => this.open(organizationId, connectionId).then(toAccess),
      renew: async (refusedEpoch) => {
        const kept = this.kept.get(connectionId);
        if (kept && kept.access.epoch > refusedEpoch && kept.until > Date.now()) return toAccess(kept.access);
        return toAccess(await this.ask(organizationId, connectionId, refusedEpoch));
      },
    };
  }

  /** One question at a time per connection; everybody gets its answer. */
  private ask(organizationId: string, connectionId: ConnectionId, refusedEpoch?: number): Promise<OpenAccess> {
    const underWay = this.asking.get(connectionId);
    if (underWay) return underWay;
    const asked = this.askConnections(organizationId, { connectionId, refusedEpoch }).finally(() =>
      this.asking.delete(connectionId),
    );
    this.asking.set(connectionId, asked);
    return asked;
  }

  private async askConnections(
    organizationId: string,
    request: { connectionId: ConnectionId; refusedEpoch?: number },
  ): Promise<OpenAccess> {
    const context = messageContextSchema.parse({ organizationId, actor: { kind: 'service', name: 'flow-runner' } });
    try {
      const access = await this.client.call(accessGet, request, context, { timeoutMs: acquireTimeoutMs });
      const endsAt = access.expiresAt === null ? Infinity : Date.parse(access.expiresAt) - earlyMs;
      this.kept.set(request.connectionId, { access, until: Math.min(endsAt, Date.now() + maxKeepMs) });
      return access;
    } catch (error: unknown) {
      this.kept.delete(request.connectionId);
      throw error instanceof AppError ? accessFailure(error) : error;
    }
  }
}

const classes: Partial<Record<AppError['code'], FailureClass>> = {
  'connection.not_found': 'permission',
  'connection.not_authorized': 'permission',
  'connection.needs_attention': 'permission',
  'connection.application_down': 'application_down',
  'service.unavailable': 'application_down',
};

function accessFailure(error: AppError): AccessFailure {
  return new AccessFailure(classes[error.code] ?? 'intermittent', reasonOfError(error), { cause: error });
}

function toAccess({ credentials, epoch }: OpenAccess): Access {
  return { credentials, epoch };
}
