import { Inject, Injectable } from '@nestjs/common';
import type { Connector, OAuth2Authentication } from '@koppel/connector-sdk';
import { AppError, connectionIdSchema } from '@koppel/contracts';
import { SERVICE_CONFIG, type Identity } from '@koppel/service-kit';
import { TokenEndpointService } from '../access/token-endpoint.service.js';
import { TokenEndpointDown, TokenRefused, type TokenAnswer } from '../access/token-endpoint.service.js';
import { Applications } from '../applications/applications.js';
import type { Config } from '../config.js';
import type { Connection } from '../connection/connection.js';
import { connectionNotFound } from '../connection/connection.repository.js';
import { Attempts, stateInvalid, type ReturnedAttempt } from './attempts.service.js';
import { ConnectionStrategy, unwrapOAuthError, type DanceStore } from './connection.strategy.js';
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
  async strategyToBegin(
    connectionId: string,
    { identity, returnPath }: { identity: Identity; returnPath: string | undefined },
  ): Promise<ConnectionStrategy> {
    const id = connectionIdSchema.safeParse(connectionId);
    if (!id.success) throw connectionNotFound('unknown');
    const connection = await this.keeper.read(identity.organizationId, id.data);
    const dance = this.danceOf(connection);
    return this.strategyOf(dance, {
      begin: (codeVerifier) => this.attempts.begin(connection, { identity, codeVerifier, returnPath }),
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
    if (error.code !== 'service.defect' && error.code !== 'authorization.state_invalid')
      await this.keeper.refuse(attempt, error.message);
    return error;
  }

  private danceOf(connection: Connection): Dance {
    const connector = this.applications.get(connection.applicationId);
    const { authentication } = connector;
    if (authentication.kind === 'oauth2') return { connector, authentication, connection };
    const message = `${connector.name} needs no authorisation: its access stands in the connection's fields. Go back and test the connection.`;
    throw new AppError('request.invalid', message);
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
    const message = isClient
      ? `${application} does not accept the client ID and client secret of this connection (${cause.code}). Copy both again from the app at ${application}, save the connection, and choose Authorize again.`
      : `${application} did not exchange the log-in for access (${cause.code}). Check that the redirect URI is registered with the app exactly as the manual shows it, and choose Authorize again.`;
    return new AppError('authorization.refused', message, { cause });
  }
  if (cause instanceof TokenEndpointDown) {
    return new AppError(
      'connection.application_down',
      `${cause.message} So there is no access yet. Wait a minute and choose Authorize again.`,
      { cause },
    );
  }
  return new AppError(
    'service.defect',
    'Something went wrong inside Koppel, so there is no access yet. Choose Authorize again, and report it if it stays.',
    { cause },
  );
}

function providerRefusal(application: string, cause: ProviderRefusal): AppError {
  if (cause.error === 'access_denied') {
    const message = `Access was not granted at ${application}, so Koppel can neither read nor write there. If that was a mistake, choose Authorize again and allow it.`;
    return new AppError('authorization.denied', message);
  }
  const code = /^[a-z_]{1,40}$/.test(cause.error) ? cause.error : 'no reason given';
  const message = `${application} broke off the authorisation (${code}). Check the client ID and the redirect URI of the app, wait a minute, and choose Authorize again.`;
  return new AppError('authorization.refused', message);
}
