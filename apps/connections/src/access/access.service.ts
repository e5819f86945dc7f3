import { Inject, Injectable } from '@nestjs/common';
import { fixedCredentials, isFixed, wayOf } from '@koppel/connector-host';
import { fieldsOfApproval, type Connector } from '@koppel/connector-sdk';
import { AppError, type ConnectionId, type Credentials, type Reason } from '@koppel/contracts';
import { setTimeout as delay } from 'node:timers/promises';
import { Applications } from '../applications/applications.js';
import type { Connection } from '../connection/connection.js';
import { ConnectionRepository } from '../connection/connection.repository.js';
import { errorBecause, reason } from '../reasons.js';
import { TIMING, type Timing } from '../timing.js';
import { AccessSeal } from './access-seal.service.js';
import { decide, renewalRules, type Decision, type Grant, type RenewalRules } from './grant.js';
import { GrantRepository } from './grant.repository.js';
import { Renewal } from './renewal.service.js';

export interface AccessRequest {
  organizationId: string;
  connectionId: ConnectionId;
  refusedEpoch?: number;
  /** A connection test may use what a runner may not: it finds out whether the problem is over. */
  isTest?: boolean;
  /** The way that a test tries, of a connector with several; the remembered one without it. */
  way?: string;
}

export interface GivenAccess {
  connection: Connection;
  credentials: Credentials;
  epoch: number;
  expiresAt: Date | null;
}

/** Gives runners and tests what they need to call an application. */
@Injectable()
export class AccessService {
  constructor(
    private readonly connections: ConnectionRepository,
    private readonly grants: GrantRepository,
    private readonly renewal: Renewal,
    private readonly seal: AccessSeal,
    private readonly applications: Applications,
    @Inject(TIMING) private readonly timing: Timing,
  ) {}

  /** @throws AppError `connection.not_found|not_authorized|needs_attention|application_down` */
  async get(request: AccessRequest): Promise<GivenAccess> {
    const connection = await this.connections.read(request.organizationId, request.connectionId);
    const connector = this.applications.get(connection.applicationId);
    const rules = renewalRules(connector);
    return rules
      ? this.renewable(request, { connection, connector, rules })
      : this.fixed(request, connection, connector);
  }

  /**
   * Makes the access of a connection ready to be tested.
   *
   * @throws AppError `connection.not_authorized` for a connection that nobody authorised yet
   */
  async prepareTest(connection: Connection, connector: Connector): Promise<void> {
    if (lacksKeys(connection, connector)) throw notAuthorized(connection, connector.name);
    await this.connections.transaction(connection.organizationId, async (transaction) => {
      const grant = await this.grants.find(transaction, connection.id);
      if (connector.authentication.kind === 'oauth2' && !grant?.sealedAccess)
        throw notAuthorized(connection, connector.name);
      // A log-in that was refused is tried again: the test is how a person finds out whether it works now.
      if (connector.authentication.kind === 'session' && grant?.isLost)
        await this.grants.drop(transaction, connection.id);
    });
  }

  /** What the application signs its calls with; undefined where nobody entered it, or each flow has one. */
  async hookSecretOf(connection: Connection): Promise<string | undefined> {
    const field = this.applications.get(connection.applicationId).hooks?.secretField;
    return field === undefined ? undefined : (await this.seal.openSecrets(connection))[field];
  }

  private async fixed(
    { isTest, way }: AccessRequest,
    connection: Connection,
    connector: Connector,
  ): Promise<GivenAccess> {
    const { authentication } = connector;
    if (!isFixed(authentication)) throw new Error('only a fixed key needs no renewal');
    if (lacksKeys(connection, connector)) throw notAuthorized(connection, connector.name);
    // A refused key stays what it is; whoever met the refusal tells it, once it is certain.
    const epoch = connection.credentialsVersion;
    if (connection.state === 'needs_attention' && !isTest) throw needsAttention(connection, connection.reason);
    const secrets = await this.seal.openSecrets(connection);
    const { fields, way: remembered } = connection;
    const host = this.applications.hostOf(connector.id);
    const chosen = way ?? wayOf(connector, { fields, host, remembered })?.way;
    const credentials = fixedCredentials(authentication, fields, secrets, chosen);
    return { connection, credentials, epoch, expiresAt: null };
  }

  private async renewable(
    request: AccessRequest,
    known: { connection: Connection; connector: Connector; rules: RenewalRules },
  ): Promise<GivenAccess> {
    const startedMs = performance.now();
    for (let polls = 0; ; polls += 1) {
      const { connection, grant } = await this.renewal.read(known.connection);
      this.refuseStopped(request, connection, grant);
      const decision = decide(grant, {
        now: this.timing.now(),
        refusedEpoch: request.refusedEpoch,
        rules: known.rules,
      });
      if (decision.do === 'use') return this.give(connection, grant);
      if (decision.do === 'refuse') throw refusal(decision, connection, known.connector);
      const isRenewed = decision.do === 'renew' && (await this.renewal.renew(connection, grant, known.rules));
      if (isRenewed) continue;
      if (performance.now() - startedMs > this.timing.waitMs) {
        throw applicationDown(known.connector.name, new Date(this.timing.now().getTime() + 5_000));
      }
      await delay((20 + 20 * Math.min(polls, 8)) * (0.5 + Math.random()));
    }
  }

  /** A person must act first. A lost grant's access is used to its end: only its renewal is what needs the person. */
  private refuseStopped({ isTest }: AccessRequest, connection: Connection, grant: Grant): void {
    if (connection.state === 'needs_attention' && !isTest && !grant.isLost)
      throw needsAttention(connection, connection.reason);
  }

  private async give(connection: Connection, grant: Grant): Promise<GivenAccess> {
    const { sealedAccess, epoch, expiresAt } = grant;
    if (sealedAccess === null) throw errorBecause('service.defect', reason('connections.access_missing'));
    return { connection, credentials: await this.seal.openCredentials(grant, sealedAccess), epoch, expiresAt };
  }
}

/** Saved to be approved at the application, which did not give its keys yet. */
function lacksKeys({ fields, sealedSecrets }: Connection, { keyApproval }: Connector): boolean {
  return fieldsOfApproval(keyApproval).some((name) => !(name in fields) && !(name in sealedSecrets));
}

function refusal(
  decision: Extract<Decision, { do: 'refuse' }>,
  connection: Connection,
  connector: Connector,
): AppError {
  switch (decision.because) {
    case 'not_authorized':
      return notAuthorized(connection, connector.name);
    case 'lost':
      return needsAttention(connection, connection.reason);
    case 'application_down':
      return applicationDown(connector.name, decision.retryAt);
  }
}

function notAuthorized({ id, displayTitle }: Connection, application: string): AppError {
  return new AppError('connection.not_authorized', `"${displayTitle}" has no access to ${application} yet.`, {
    details: { connectionId: id, connection: displayTitle, application },
  });
}

function needsAttention({ id }: Connection, why: Reason | null): AppError {
  const details = { connectionId: id };
  return errorBecause('connection.needs_attention', why ?? reason('connections.access_ended'), { details });
}

function applicationDown(application: string, retryAt: Date): AppError {
  const details = { retryAt: retryAt.toISOString() };
  return errorBecause('connection.application_down', reason('connections.no_access_now', { application }), { details });
}
