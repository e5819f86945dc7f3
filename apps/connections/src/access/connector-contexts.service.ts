import { Inject, Injectable, Logger } from '@nestjs/common';
import {
  choosableWays,
  createConnectorContext,
  fixedCredentials,
  isFixed,
  type AccessProvider,
} from '@koppel/connector-host';
import {
  ConnectorFailure,
  type AuthenticationWays,
  type Connector,
  type ConnectorContext,
  type Fields,
  type Secrets,
} from '@koppel/connector-sdk';
import { AppError, reasonOfError } from '@koppel/contracts';
import { Applications } from '../applications/applications.js';
import type { Connection } from '../connection/connection.js';
import { TIMING, type Timing } from '../timing.js';
import { AccessService } from './access.service.js';
import { SharedBudgetService } from './shared-budget.service.js';

export interface ContextRequest {
  /** Ends every call after so long. */
  limitMs: number;
  /** A test may use what nobody else may: it finds out whether a connection works again. */
  isTest?: boolean;
  /** Secrets to call with in place of the stored ones. */
  secrets?: Secrets;
}

/** Makes what a connector works with, for the calls that this service makes itself. */
@Injectable()
export class ConnectorContexts {
  private readonly logger = new Logger('Connector');

  constructor(
    private readonly access: AccessService,
    private readonly applications: Applications,
    private readonly budgets: SharedBudgetService,
    @Inject(TIMING) private readonly timing: Timing,
  ) {}

  create(
    connection: Connection,
    connector: Connector,
    { limitMs, isTest = false, secrets }: ContextRequest,
  ): ConnectorContext {
    const { fields, applicationId, way } = connection;
    const host = this.applications.hostOf(applicationId);
    const ways = isTest ? choosableWays(connector, { fields, host, remembered: way }) : undefined;
    return createConnectorContext({
      connector,
      fields,
      host,
      access: secrets
        ? providerWith(connector, { fields, secrets, ways })
        : this.providerOf(connection, { isTest, ways }),
      budget: this.budgets.budgetOf(connection, connector),
      outbound: { ...this.applications.outbound, timeoutMs: this.timing.callTimeoutMs },
      signal: AbortSignal.timeout(limitMs),
      now: () => this.timing.now(),
      log: { info: (message) => this.logger.log(message), warn: (message) => this.logger.warn(message) },
    });
  }

  private providerOf(
    { organizationId, id: connectionId }: Connection,
    { isTest, ways }: { isTest: boolean; ways: AuthenticationWays | undefined },
  ): AccessProvider {
    const get = async (refusedEpoch?: number) => {
      try {
        const way = ways?.chosen;
        return await this.access.get({ organizationId, connectionId, refusedEpoch, isTest, ...(way && { way }) });
      } catch (error: unknown) {
        throw toFailure(error);
      }
    };
    return { current: () => get(), renew: (refusedEpoch) => get(refusedEpoch), ...(ways && { ways }) };
  }
}

/** Access by secrets that are not stored yet; there are no newer ones. */
function providerWith(
  { name, authentication }: Connector,
  { fields, secrets, ways }: { fields: Fields; secrets: Secrets; ways: AuthenticationWays | undefined },
): AccessProvider {
  if (!isFixed(authentication)) throw new Error(`the access of ${name} is issued: it cannot be tried before`);
  const give = () =>
    Promise.resolve({ credentials: fixedCredentials(authentication, fields, secrets, ways?.chosen), epoch: 0 });
  return { current: give, renew: give, ...(ways && { ways }) };
}

/** Connectors know only their own kind of failure. */
function toFailure(cause: unknown): unknown {
  if (!(cause instanceof AppError)) return cause;
  if (cause.code === 'connection.application_down')
    return new ConnectorFailure('application_down', reasonOfError(cause), { cause });
  if (cause.code === 'connection.needs_attention') {
    return new ConnectorFailure('permission', reasonOfError(cause), { cause });
  }
  return cause;
}
