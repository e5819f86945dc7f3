import { Inject, Injectable } from '@nestjs/common';
import type { Connector, OAuth2Authentication } from '@koppel/connector-sdk';
import { AppError, connectionIdSchema, reasonOfError } from '@koppel/contracts';
import { SERVICE_CONFIG, type Identity } from '@koppel/service-kit';
import { accessOf } from '../access/access-issuer.service.js';
import { AccessSeal } from '../access/access-seal.service.js';
import { GrantRepository } from '../access/grant.repository.js';
import {
  TokenEndpointDown,
  TokenEndpointService,
  TokenRefused,
  type TokenAnswer,
} from '../access/token-endpoint.service.js';
import { Applications } from '../applications/applications.js';
import type { Config } from '../config.js';
import type { Connection } from '../connection/connection.js';
import { ConnectionRepository, connectionNotFound } from '../connection/connection.repository.js';
import { errorBecause, reason } from '../reasons.js';
import { stateInvalid } from './attempt.js';
import { AttemptRepository, type BegunBy, type ReturnedAttempt } from './attempt.repository.js';
import { adviceOf } from './authorization-page.js';
import { ConnectionStrategy, unwrapOAuthError, type DanceStore } from './connection.strategy.js';

interface Dance {
  connector: Connector;
  authentication: OAuth2Authentication;
  connection: Connection;
}

/** The use cases of the OAuth dance; passport moves the browser. */
@Injectable()
export class AuthorizationService {
  constructor(
    private readonly attempts: AttemptRepository,
    private readonly connections: ConnectionRepository,
    private readonly grants: GrantRepository,
    private readonly seal: AccessSeal,
    private readonly applications: Applications,
    private readonly endpoint: TokenEndpointService,
    @Inject(SERVICE_CONFIG) private readonly config: Pick<Config, 'KOPPEL_PUBLIC_URL'>,
  ) {}

  /** @throws AppError `connection.not_found`, `request.invalid` */
  async strategyToBegin(connectionId: string, by: BegunBy): Promise<ConnectionStrategy> {
    const id = connectionIdSchema.safeParse(connectionId);
    if (!id.success) throw connectionNotFound('unknown');
    const connection = await this.connections.read(by.identity.organizationId, id.data);
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
    const connection = await this.connectionOf(attempt);
    if (connection.credentialsVersion !== attempt.credentialsVersion) throw stateInvalid('edited');
    return this.strategyOf(this.danceOf(connection), {
      begin: () => Promise.reject(new Error('a finished attempt does not begin another one')),
      codeVerifier: attempt.codeVerifier,
    });
  }

  /**
   * Stores what the authorization brought.
   *
   * @throws AppError `authorization.state_invalid` when the connection was changed in the meantime.
   */
  async grant(attempt: ReturnedAttempt, answer: TokenAnswer): Promise<void> {
    const connection = await this.connectionOf(attempt);
    const { id: connectionId, organizationId } = connection;
    const { authentication } = this.danceOf(connection);
    const access = await this.seal.seal(connection, accessOf(authentication, answer));
    await this.connections.transaction(organizationId, async (transaction) => {
      const locked = await this.connections.lock(transaction, connectionId);
      if (locked.credentialsVersion !== attempt.credentialsVersion) throw stateInvalid('edited');
      await this.grants.replace(transaction, { organizationId, connectionId }, access);
      await this.connections.happen(transaction, connectionId, { type: 'granted' });
    });
    await this.attempts.end(attempt, { status: 'granted', reason: null, steps: [] });
  }

  /** Notes in the connection why it got no access, and gives the error to show. */
  async refuse(attempt: ReturnedAttempt, cause: unknown): Promise<AppError> {
    const application = this.applications.get(attempt.applicationId).name;
    const error = authorizationError(application, unwrapOAuthError(cause));
    const [advice] = adviceOf(error);
    const why = { reason: reasonOfError(error), ...(advice && { advice }) };
    const status = error.code === 'authorization.denied' ? 'denied' : 'refused';
    await this.attempts.end(attempt, { status, ...why, steps: [] });
    if (error.code === 'service.defect' || error.code === 'authorization.state_invalid') return error;
    const connectionId = connectionIdSchema.parse(attempt.connectionId);
    await this.connections.transaction(attempt.organizationId, (transaction) =>
      this.connections.happen(transaction, connectionId, { type: 'grant_refused', ...why }),
    );
    return error;
  }

  private connectionOf({ organizationId, connectionId }: ReturnedAttempt): Promise<Connection> {
    return this.connections.read(organizationId, connectionIdSchema.parse(connectionId));
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
    const secrets = await this.seal.openSecrets(connection);
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
