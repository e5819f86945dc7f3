import { Inject, Injectable, Logger } from '@nestjs/common';
import { createConnectorContext, localRateBudget } from '@koppel/connector-host';
import {
  ConnectorFailure,
  pausesRun,
  type Connector,
  type OAuth2Authorization,
  type Secrets,
  type SessionAuthorization,
} from '@koppel/connector-sdk';
import { Applications } from '../applications/applications.js';
import type { Connection } from '../connection/connection.js';
import { TIMING, type Timing } from '../timing.js';
import { RenewalFailed, type IssuedAccess } from './issued-access.js';
import { TokenEndpoint } from './token-endpoint.service.js';
import { TokenEndpointDown, TokenRefused, type TokenAnswer } from './token-answer.js';

export interface IssueRequest {
  connection: Connection;
  secrets: Secrets;
  refreshToken: string | null;
}

/** Gets a new access from the application: by refresh token, or by a log-in. */
@Injectable()
export class AccessIssuer {
  private readonly logger = new Logger('AccessIssuer');

  constructor(
    private readonly applications: Applications,
    private readonly endpoint: TokenEndpoint,
    @Inject(TIMING) private readonly timing: Timing,
  ) {}

  /** @throws RenewalFailed */
  async issue(request: IssueRequest): Promise<IssuedAccess> {
    const connector = this.applications.get(request.connection.applicationId);
    const { authorization } = connector;
    if (authorization.kind === 'oauth2') return this.refresh(connector, authorization, request);
    if (authorization.kind === 'session') return this.logIn(connector, authorization, request);
    throw new RenewalFailed('lost', `${connector.name} refused the key of this connection.`);
  }

  private async refresh(
    connector: Connector,
    authorization: OAuth2Authorization,
    request: IssueRequest,
  ): Promise<IssuedAccess> {
    const { connection, secrets, refreshToken } = request;
    if (!refreshToken) throw new RenewalFailed('lost', `${connector.name} gave no means to renew its access.`);
    try {
      const answer = await this.endpoint.request({
        application: connector.name,
        tokenUrl: authorization.tokenUrl(connection.fields, this.applications.hostOf(connector.id)),
        clientAuthentication: authorization.clientAuthentication,
        clientId: String(connection.fields[authorization.clientIdField] ?? ''),
        clientSecret: secrets[authorization.clientSecretField] ?? '',
        parameters: { grant_type: 'refresh_token', refresh_token: refreshToken },
      });
      return accessOf(answer);
    } catch (error: unknown) {
      throw refreshFailure(connector.name, authorization, error);
    }
  }

  private async logIn(
    connector: Connector,
    authorization: SessionAuthorization,
    request: IssueRequest,
  ): Promise<IssuedAccess> {
    const { fields } = request.connection;
    const host = this.applications.hostOf(connector.id);
    const { http } = createConnectorContext({
      connector,
      fields,
      host,
      access: undefined,
      budget: localRateBudget(connector.limits(fields)),
      outbound: { ...this.applications.outbound, timeoutMs: this.timing.callTimeoutMs },
      signal: AbortSignal.timeout(this.timing.callTimeoutMs),
      log: { info: (message) => this.logger.log(message), warn: (message) => this.logger.warn(message) },
    });
    const sentAt = this.timing.now();
    try {
      const { header, expiresInMs } = await authorization.login({ http, fields, secrets: request.secrets, host });
      return {
        header,
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

/** The header of a bearer token (RFC 6750 2.1). */
export function accessOf({ accessToken, refreshToken, obtainedAt, expiresAt }: TokenAnswer): IssuedAccess {
  return { header: { name: 'authorization', value: `Bearer ${accessToken}` }, refreshToken, obtainedAt, expiresAt };
}

function refreshFailure(application: string, { refresh }: OAuth2Authorization, cause: unknown): unknown {
  if (cause instanceof TokenEndpointDown) {
    const { isOutcomeUnknown, retryAfterMs } = cause;
    return new RenewalFailed('down', cause.message, { isOutcomeUnknown, retryAfterMs, cause });
  }
  if (!(cause instanceof TokenRefused)) return cause;
  if (refresh.isTooEarly?.(cause.refusal)) {
    return new RenewalFailed('too_early', `${application} does not renew its access yet.`, { cause });
  }
  if (cause.refusal.error === 'invalid_client') {
    const message = `${application} no longer accepts the client ID and client secret of this connection (${cause.code}), so its access cannot be renewed. Copy both again from the app at ${application}, save, and choose Authorize.`;
    return new RenewalFailed('lost', message, { cause });
  }
  if (refresh.isGrantLost(cause.refusal)) {
    const message = `${application} no longer accepts Koppel's access (${cause.code}): it was withdrawn there, or went unused for too long. Records wait until you choose Authorize and log in at ${application} again.`;
    return new RenewalFailed('lost', message, { cause });
  }
  return new RenewalFailed('down', `${application} refused to renew its access (${cause.code}).`, { cause });
}
