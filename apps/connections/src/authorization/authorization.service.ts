import { Inject, Injectable } from '@nestjs/common';
import type { Connector, OAuth2Authentication } from '@koppel/connector-sdk';
import { AppError, connectionIdSchema, reasonOfError } from '@koppel/contracts';
import { SERVICE_CONFIG, type Identity } from '@koppel/service-kit';
import { TokenEndpointService } from '../access/token-endpoint.service.js';
import { TokenEndpointDown, TokenRefused, type TokenAnswer } from '../access/token-endpoint.service.js';
import { Applications } from '../applications/applications.js';
import type { Config } from '../config.js';
import type { Connection } from '../connection/connection.js';
import { connectionNotFound } from '../connection/connection.repository.js';
import { Attempts, stateInvalid, type BegunBy, type ReturnedAttempt } from './attempts.service.js';
import { ConnectionStrategy, unwrapOAuthError, type DanceStore } from './connection.strategy.js';
import { errorBecause, reason } from '../reasons.js';
import { adviceOf } from './failure-page.js';
import { GrantKeeper } from './grant-keeper.service.js';

interface Dance {
  connector: Connector;
  authentication: OAuth2Authentication;
  connection: Connection;
}

/** The use cases of the OAuth dance; passport moves the browser. */
@Injectable()
export class AuthorizationService {
  constructor(
    private readonly attempts: Attempts,
    private readonly keeper: GrantKeeper,
    private readonly applications: Applications,
    private readonly endpoint: TokenEndpointService,
    @Inject(SERVICE_CONFIG) private readonly config: Pick<Config, 'KOPPEL_PUBLIC_URL'>,
  ) {}

  /** @throws AppError `connection.not_found`, `request.invalid` */
  async strategyToBegin(connectionId: string, by: BegunBy): Promise<ConnectionStrategy> {
    const id = connectionIdSchema.safeParse(connectionId);
    if (!id.success) throw connectionNotFound('unknown');
    const connection = await this.keeper.read(by.identity.organizationId, id.data);
    const dance = this.danceOf(connection);
    return this.strategyOf(dance, {
      begin: (codeVerifier) => this.attempts.begin(connection, { ...by, codeVerifier }),
      codeVerifier: undefined,
    });
  }

  /** @throws AppError `authorization.state_invalid` */
  takeBack(state: string, back: { identity: Identity; applicationId: string }): Promise<ReturnedAttempt> {
    return this.attempts.takeBack(state, back);
  }

  /** @throws AppError `authorization.state_invalid` when the connection was changed while the person logged in. */
  async strategyToFinish(attempt: ReturnedAttempt): Promise<ConnectionStrategy> {
    const connection = await this.keeper.read(attempt.organizationId, connectionIdSchema.parse(attempt.connectionId));
    if (connection.credentialsVersion !== attempt.credentialsVersion) throw stateInvalid('edited');
    return this.strategyOf(this.danceOf(connection), {
      begin: () => Promise.reject(new Error('a finished attempt does not begin another one')),
      codeVerifier: attempt.codeVerifier,
    });
  }

  async grant(attempt: ReturnedAttempt, answer: TokenAnswer): Promise<void> {
    const connection = await this.keeper.read(attempt.organizationId, connectionIdSchema.parse(attempt.connectionId));
    await this.keeper.keep(attempt, this.danceOf(connection).authentication, answer);
  }

  /** Notes in the connection why it got no access, and gives the error to show. */
  async refuse(attempt: ReturnedAttempt, cause: unknown): Promise<AppError> {
    const application = this.applications.get(attempt.applicationId).name;
    const error = authorizationError(application, unwrapOAuthError(cause));
    const [advice] = adviceOf(error);
    if (error.code !== 'service.defect' && error.code !== 'authorization.state_invalid')
      await this.keeper.refuse(attempt, { reason: reasonOfError(error), ...(advice && { advice }) });
    return error;
  }

  private danceOf(connection: Connection): Dance {
    const connector = this.applications.get(connection.applicationId);
    const { authentication } = connector;
    if (authentication.kind === 'oauth2') return { connector, authentication, connection };
    throw errorBecause(
      'request.invalid',
      reason('connections.needs_no_authorization', { application: connector.name }),
    );
  }

  private async strategyOf(
    { connector, authentication, connection }: Dance,
    store: DanceStore,
  ): Promise<ConnectionStrategy> {
    const secrets = await this.keeper.openSecrets(connection);
    const { fields } = connection;
    const host = this.applications.hostOf(connector.id);
    const clientSecret = secrets[authentication.clientSecretField] ?? '';
    return new ConnectionStrategy({
      connector,
      authentication,
      fields,
      clientSecret,
      host,
      store,
      redirectUri: `${this.config.KOPPEL_PUBLIC_URL}/oauth/callback/${connector.id}`,
      exchange: (parameters) =>
        this.endpoint.request({
          application: connector.name,
          tokenUrl: authentication.tokenUrl(fields, host),
          clientAuthentication: authentication.clientAuthentication,
          clientId: String(fields[authentication.clientIdField] ?? ''),
          clientSecret,
          parameters,
        }),
    });
  }
}

/** What a provider may say in the redirect instead of a code (RFC 6749 4.1.2.1). */
export class ProviderRefusal extends Error {
  constructor(readonly error: string) {
    super('the provider sent the browser back with an error');
    this.name = 'ProviderRefusal';
  }
}

function authorizationError(application: string, cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  if (cause instanceof ProviderRefusal) return providerRefusal(application, cause);
  if (cause instanceof TokenRefused) {
    const isClient = cause.refusal.error === 'invalid_client' || cause.refusal.error === 'unauthorized_client';
    const refused = { application, said: cause.code };
    const why = isClient ? reason('connections.client_unknown', refused) : reason('connections.not_exchanged', refused);
    return errorBecause('authorization.refused', why, { cause });
  }
  if (cause instanceof TokenEndpointDown) {
    return errorBecause('connection.application_down', cause.reason, { cause });
  }
  return new AppError('service.defect', 'An authorization failed for an unknown reason.', { cause });
}

function providerRefusal(application: string, cause: ProviderRefusal): AppError {
  if (cause.error === 'access_denied') {
    return errorBecause('authorization.denied', reason('connections.denied', { application }));
  }
  const isCode = /^[a-z_]{1,40}$/.test(cause.error);
  const why = isCode
    ? reason('connections.broken_off', { application, said: cause.error })
    : reason('connections.broken_off_silently', { application });
  return errorBecause('authorization.refused', why);
}
