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
import { reason } from '../reasons.js';
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
    throw new RenewalFailed('lost', reason('connections.key_refused', { application: connector.name }));
  }

  private async refresh(
    connector: Connector,
    authentication: OAuth2Authentication,
    request: IssueRequest,
  ): Promise<IssuedAccess> {
    const { connection, secrets, refreshToken } = request;
    if (!refreshToken)
      throw new RenewalFailed('lost', reason('connections.no_renewal', { application: connector.name }));
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
      throw new RenewalFailed(pausesRun(cause) ? 'down' : 'lost', cause.reason, {
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
    return new RenewalFailed('down', cause.reason, { isOutcomeUnknown, retryAfterMs, cause });
  }
  if (!(cause instanceof TokenRefused)) return cause;
  const refused = { application, said: cause.code };
  if (refresh?.isTooEarly?.(cause.refusal)) {
    return new RenewalFailed('too_early', reason('connections.renewal_too_early', { application }), { cause });
  }
  if (cause.refusal.error === 'invalid_client') {
    return new RenewalFailed('lost', reason('connections.client_refused', refused), { cause });
  }
  if (!refresh || refresh.isGrantLost(cause.refusal)) {
    return new RenewalFailed('lost', reason('connections.grant_lost', refused), { cause });
  }
  return new RenewalFailed('down', reason('connections.renewal_refused', refused), { cause });
}
