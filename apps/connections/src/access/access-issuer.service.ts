import { Inject, Injectable, Logger } from '@nestjs/common';
import { createConnectorContext, headerCredentials, tokenCredentials } from '@koppel/connector-host';
import {
  ConnectorFailure,
  pausesRun,
  type Connector,
  type OAuth2Authentication,
  type Secrets,
  type SessionAuthentication,
} from '@koppel/connector-sdk';
import { Applications } from '../applications/applications.js';
import type { Connection } from '../connection/connection.js';
import { TIMING, type Timing } from '../timing.js';
import { RenewalFailed, type IssuedAccess } from './grant.js';
import { SharedBudgetService } from './shared-budget.service.js';
import { TokenEndpointDown, TokenEndpointService, TokenRefused, type TokenAnswer } from './token-endpoint.service.js';

export interface IssueRequest {
  connection: Connection;
  secrets: Secrets;
  refreshToken: string | null;
}

/** Gets a new access from the application: by refresh token, or by a log-in. */
@Injectable()
export class AccessIssuerService {
  private readonly logger = new Logger('AccessIssuerService');

  constructor(
    private readonly applications: Applications,
    private readonly budgets: SharedBudgetService,
    private readonly endpoint: TokenEndpointService,
    @Inject(TIMING) private readonly timing: Timing,
  ) {}

  /** @throws RenewalFailed */
  async issue(request: IssueRequest): Promise<IssuedAccess> {
    const connector = this.applications.get(request.connection.applicationId);
    const { authentication } = connector;
    if (authentication.kind === 'oauth2') return this.refresh(connector, authentication, request);
    if (authentication.kind === 'session') return this.logIn(connector, authentication, request);
    throw new RenewalFailed('lost', `${connector.name} refused the key of this connection.`);
  }

  private async refresh(
    connector: Connector,
    authentication: OAuth2Authentication,
    request: IssueRequest,
  ): Promise<IssuedAccess> {
    const { connection, secrets, refreshToken } = request;
    if (!refreshToken) throw new RenewalFailed('lost', `${connector.name} gave no means to renew its access.`);
    try {
      const answer = await this.endpoint.request({
        application: connector.name,
        tokenUrl: authentication.tokenUrl(connection.fields, this.applications.hostOf(connector.id)),
        clientAuthentication: authentication.clientAuthentication,
        clientId: String(connection.fields[authentication.clientIdField] ?? ''),
        clientSecret: secrets[authentication.clientSecretField] ?? '',
        parameters: { grant_type: 'refresh_token', refresh_token: refreshToken },
      });
      return accessOf(authentication, answer);
    } catch (error: unknown) {
      throw refreshFailure(connector.name, authentication, error);
    }
  }

  private async logIn(
    connector: Connector,
    authentication: SessionAuthentication,
    request: IssueRequest,
  ): Promise<IssuedAccess> {
    const { fields } = request.connection;
    const host = this.applications.hostOf(connector.id);
    const { http } = createConnectorContext({
      connector,
      fields,
      host,
      access: undefined,
      budget: this.budgets.budgetOf(request.connection, connector),
      outbound: { ...this.applications.outbound, timeoutMs: this.timing.callTimeoutMs },
      signal: AbortSignal.timeout(this.timing.callTimeoutMs),
      log: { info: (message) => this.logger.log(message), warn: (message) => this.logger.warn(message) },
    });
    const sentAt = this.timing.now();
    try {
      const { headers, expiresInMs } = await authentication.login({ http, fields, secrets: request.secrets, host });
      return {
        credentials: headerCredentials(headers),
        refreshToken: null,
        obtainedAt: this.timing.now(),
        expiresAt: new Date(sentAt.getTime() + expiresInMs),
      };
    } catch (cause: unknown) {
      if (!(cause instanceof ConnectorFailure)) throw cause;
      throw new RenewalFailed(pausesRun(cause) ? 'down' : 'lost', cause.message, {
        retryAfterMs: cause.retryAfterMs,
        cause,
      });
    }
  }
}

/** The access that an answer of the token endpoint gives. */
export function accessOf(
  authentication: OAuth2Authentication,
  { accessToken, refreshToken, obtainedAt, expiresAt }: TokenAnswer,
): IssuedAccess {
  return { credentials: tokenCredentials(authentication, accessToken), refreshToken, obtainedAt, expiresAt };
}

function refreshFailure(application: string, { refresh }: OAuth2Authentication, cause: unknown): unknown {
  if (cause instanceof TokenEndpointDown) {
    const { isOutcomeUnknown, retryAfterMs } = cause;
    return new RenewalFailed('down', cause.message, { isOutcomeUnknown, retryAfterMs, cause });
  }
  if (!(cause instanceof TokenRefused)) return cause;
  if (refresh?.isTooEarly?.(cause.refusal)) {
    return new RenewalFailed('too_early', `${application} does not renew its access yet.`, { cause });
  }
  if (cause.refusal.error === 'invalid_client') {
    const message = `${application} no longer accepts the client ID and client secret of this connection (${cause.code}), so its access cannot be renewed. Copy both again from the app at ${application}, save, and choose Authorize.`;
    return new RenewalFailed('lost', message, { cause });
  }
  if (!refresh || refresh.isGrantLost(cause.refusal)) {
    const message = `${application} no longer accepts Koppel's access (${cause.code}): it was withdrawn there, or went unused for too long. Records wait until you choose Authorize and log in at ${application} again.`;
    return new RenewalFailed('lost', message, { cause });
  }
  return new RenewalFailed('down', `${application} refused to renew its access (${cause.code}).`, { cause });
}
