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
const maxCacheMs = 300_000;
const timeoutMs = 25_000;

interface CachedAccess {
  access: OpenAccess;
  until: number;
}

/** Short-lived accesses to connections, asked of the connections service and kept in memory until shortly before they end. */
@Injectable()
export class AccessCacheService {
  private readonly cache = new Map<ConnectionId, CachedAccess>();
  private readonly inFlight = new Map<ConnectionId, Promise<OpenAccess>>();

  constructor(private readonly client: ContractClient) {}

  /** @throws AccessFailure whose class tells whether to wait or to ask a person */
  async open(organizationId: string, connectionId: ConnectionId): Promise<OpenAccess> {
    const cached = this.cache.get(connectionId);
    if (cached && cached.until > Date.now()) return cached.access;
    return this.request(organizationId, connectionId);
  }

  providerOf(organizationId: string, connectionId: ConnectionId): AccessProvider {
    return {
      current: () => this.open(organizationId, connectionId).then(toAccess),
      renew: async (refusedEpoch) => {
        const cached = this.cache.get(connectionId);
        if (cached && cached.access.epoch > refusedEpoch && cached.until > Date.now()) return toAccess(cached.access);
        return toAccess(await this.request(organizationId, connectionId, refusedEpoch));
      },
    };
  }

  /** One request at a time per connection; everybody gets its reply. */
  private request(organizationId: string, connectionId: ConnectionId, refusedEpoch?: number): Promise<OpenAccess> {
    const underWay = this.inFlight.get(connectionId);
    if (underWay) return underWay;
    const requested = this.requestFromConnections(organizationId, { connectionId, refusedEpoch }).finally(() =>
      this.inFlight.delete(connectionId),
    );
    this.inFlight.set(connectionId, requested);
    return requested;
  }

  private async requestFromConnections(
    organizationId: string,
    request: { connectionId: ConnectionId; refusedEpoch?: number },
  ): Promise<OpenAccess> {
    const context = messageContextSchema.parse({ organizationId, actor: { kind: 'service', name: 'flow-runner' } });
    try {
      const access = await this.client.call(accessGet, request, context, { timeoutMs });
      const endsAt = access.expiresAt === null ? Infinity : Date.parse(access.expiresAt) - earlyMs;
      this.cache.set(request.connectionId, { access, until: Math.min(endsAt, Date.now() + maxCacheMs) });
      return access;
    } catch (error: unknown) {
      this.cache.delete(request.connectionId);
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
