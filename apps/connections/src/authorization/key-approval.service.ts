import { Inject, Injectable } from '@nestjs/common';
import { addressOfApproval, type Connector, type KeyApproval } from '@koppel/connector-sdk';
import {
  AppError,
  connectionIdSchema,
  type ApplicationId,
  type ConnectionId,
  type Reason,
  type TestStep,
} from '@koppel/contracts';
import { SERVICE_CONFIG, type Identity } from '@koppel/service-kit';
import { Applications } from '../applications/applications.js';
import type { Config } from '../config.js';
import { ConnectionTest } from '../connection-test/connection-test.service.js';
import { checkFields, type CheckedFields } from '../connection/connection-fields.js';
import { after, type Connection } from '../connection/connection.js';
import { ConnectionRepository, connectionNotFound } from '../connection/connection.repository.js';
import { Credentials } from '../connection/credentials.service.js';
import { errorBecause, reason } from '../reasons.js';
import { TIMING, type Timing } from '../timing.js';
import { obstacleOf } from './approval-obstacle.js';
import { problemOf, standingOf, stateInvalid, type Attempt, type Outcome } from './attempt.js';
import { AttemptRepository, type BegunBy, type Keys } from './attempt.repository.js';

type Approver = Connector & { keyApproval: KeyApproval };

/** What came back by the browser. */
export interface Comeback {
  applicationId: string;
  state: string;
  isApproved: boolean;
  /** Undefined: nobody is signed in there. */
  identity: Identity | undefined;
}

/**
 * Keys that an application makes itself. They come by a post of the application, the person by the browser, in either order; whoever is
 * last has the keys tried, and only keys that work are kept.
 */
@Injectable()
export class KeyApprovalService {
  constructor(
    private readonly attempts: AttemptRepository,
    private readonly connections: ConnectionRepository,
    private readonly credentials: Credentials,
    private readonly tests: ConnectionTest,
    private readonly applications: Applications,
    @Inject(SERVICE_CONFIG)
    private readonly config: Pick<Config, 'KOPPEL_PUBLIC_URL' | 'KOPPEL_ALLOW_LOCAL_KEY_APPROVAL'>,
    @Inject(TIMING) private readonly timing: Timing,
  ) {}

  /** @throws AppError `application.not_found`, `request.invalid` where it makes no keys */
  obstacles(applicationId: ApplicationId): { obstacle: Reason | null; obstacleOverHttp: Reason | null } {
    const connector = this.approverOf(applicationId);
    if (this.config.KOPPEL_ALLOW_LOCAL_KEY_APPROVAL) return { obstacle: null, obstacleOverHttp: null };
    const { name: application } = connector;
    return {
      obstacle: obstacleOf(connector, this.config.KOPPEL_PUBLIC_URL) ?? null,
      obstacleOverHttp: reason('connections.approval_needs_https', { application }),
    };
  }

  /**
   * The page of the application that the browser goes to; undefined for an application that makes no keys.
   *
   * @throws AppError `connection.not_found`, `request.invalid` where something stands in the way
   */
  async begin(connectionId: string, by: BegunBy): Promise<URL | undefined> {
    const id = connectionIdSchema.safeParse(connectionId);
    if (!id.success) throw connectionNotFound('unknown');
    const connection = await this.connections.read(by.identity.organizationId, id.data);
    const { applicationId, fields } = connection;
    if (!this.applications.get(applicationId).keyApproval) return undefined;
    const { keyApproval } = this.approverOf(applicationId);
    const host = this.applications.hostOf(applicationId);
    const { obstacle, obstacleOverHttp } = this.obstacles(applicationId);
    const isHttps = new URL(keyApproval.approveUrl(fields, host)).protocol === 'https:';
    const why = obstacle ?? (isHttps ? null : obstacleOverHttp);
    if (why) throw errorBecause('request.invalid', why);
    const state = await this.attempts.begin(connection, by);
    const at = (part: string) => `${this.config.KOPPEL_PUBLIC_URL}/oauth/${part}/${applicationId}`;
    return addressOfApproval(keyApproval, {
      ...{ fields, host, state },
      returnUrl: at('approved'),
      callbackUrl: at('keys'),
    });
  }

  /**
   * Takes the keys that an application posted. They are tried at once where the browser is back already; else when it comes.
   *
   * @returns whether they may still be kept: an application deletes keys that were refused
   * @throws AppError `authorization.state_invalid`
   */
  async takeKeys(applicationId: string, { state, keys }: { state: string; keys: Keys }): Promise<boolean> {
    const attempt = await this.attempts.takeKeys(state, { keys, applicationId });
    const outcome = await this.finish(attempt);
    return outcome === undefined || outcome.status === 'granted';
  }

  /**
   * Takes the browser that came back, and gives where the attempt stands then.
   *
   * @throws AppError `authorization.state_invalid`
   */
  async comeBack({ applicationId, state, isApproved, identity }: Comeback): Promise<Attempt> {
    const attempt = await this.attempts.findByState(state);
    if (!attempt) throw stateInvalid('unknown');
    const person = identity?.organizationId === attempt.organizationId ? identity : undefined;
    const now = this.timing.now();
    const problem = person ? problemOf(attempt, { person, applicationId, now }) : 'other_session';
    if (problem === 'other_session' && !attempt.usedAt) await this.refuseElsewhere(attempt);
    // Whoever loads the page again sees how it ended.
    const isEnded = problem === 'used' || problem === 'expired';
    if (problem && !isEnded) throw stateInvalid(problem);
    if (!problem && !isApproved) await this.deny(attempt);
    else if (!problem) {
      await this.attempts.noteReturn(attempt, this.timing.keysMs);
      await this.finish(attempt);
    }
    return (await this.attempts.find(attempt.organizationId, attempt)) ?? attempt;
  }

  /** @throws AppError `connection.not_found` */
  async follow(organizationId: string, at: { connectionId: ConnectionId; id: string }) {
    const { applicationId } = await this.connections.read(organizationId, at.connectionId);
    return this.standingOf(await this.attempts.find(organizationId, at), applicationId);
  }

  standingOf(attempt: Attempt | undefined, applicationId: string) {
    const { name: application } = this.applications.get(applicationId);
    const address = this.config.KOPPEL_PUBLIC_URL;
    const keysMissing = reason('connections.approval_keys_missing', { application, address });
    return standingOf(attempt, { now: this.timing.now(), keysMissing });
  }

  /** Tries the keys of an attempt that has all its parts, and keeps them where they work; undefined while a part is missing. */
  private async finish(attempt: Attempt): Promise<Outcome | undefined> {
    const keys = await this.attempts.claimKeys(attempt);
    if (!keys) return undefined;
    const outcome = await this.outcomeOf(attempt, keys);
    await this.attempts.end(attempt, outcome);
    if (outcome.status === 'refused') await this.noteRefusal(attempt, outcome);
    return outcome;
  }

  private async outcomeOf(attempt: Attempt, keys: Keys): Promise<Outcome> {
    const connector = this.approverOf(attempt.applicationId);
    const { name: application } = connector;
    try {
      const connection = await this.connectionOf(attempt);
      const form = checkFields(connector, { ...connection.fields, ...keys });
      const { steps, way } = await this.tests.try(connection, form);
      const failed = steps.find(({ status }) => status === 'failed');
      if (failed) return refusedBy(failed, steps);
      await this.keep(attempt, form, way);
      return { status: 'granted', reason: null, steps };
    } catch (error: unknown) {
      if (!(error instanceof AppError)) throw error;
      const { reason: why } = error;
      if (error.code === 'authorization.state_invalid' && why) return { status: 'refused', reason: why, steps: [] };
      if (error.code !== 'connection.fields_invalid') throw error;
      return { status: 'refused', reason: reason('connections.approval_keys_unreadable', { application }), steps: [] };
    }
  }

  /** @throws AppError `authorization.state_invalid` when the connection was changed since the attempt began */
  private async keep(attempt: Attempt, form: CheckedFields, way: string | undefined): Promise<void> {
    const connection = await this.connectionOf(attempt);
    const sealedSecrets = await this.credentials.sealSecrets(connection, form.secrets);
    const at = this.timing.now();
    await this.connections.transaction(attempt.organizationId, async (transaction) => {
      const locked = await this.connections.lock(transaction, connection.id);
      if (locked.credentialsVersion !== attempt.credentialsVersion) throw stateInvalid('edited');
      const changed = after(locked, { type: 'credentials_changed' });
      const chosen = way === undefined ? undefined : { chosen: way, isOther: false };
      const tested = after(changed, { type: 'test_passed', at, ...(chosen && { way: chosen }) });
      await this.connections.save(transaction, { ...tested, fields: form.fields, sealedSecrets });
    });
  }

  private async deny(attempt: Attempt): Promise<void> {
    const { name: application } = this.approverOf(attempt.applicationId);
    const outcome = { reason: reason('connections.approval_denied', { application }), steps: [] };
    await this.attempts.end(attempt, { status: 'denied', ...outcome });
    await this.noteRefusal(attempt, outcome);
  }

  /** Keys may have been approved by somebody who was led to it by another: they reach no connection. */
  private async refuseElsewhere(attempt: Attempt): Promise<void> {
    const why = reason('connections.approval_elsewhere');
    await this.attempts.end(attempt, { status: 'refused', reason: why, steps: [] });
  }

  /** A connection that has no keys yet says why; one that works goes on as it is. */
  private async noteRefusal(attempt: Attempt, { reason: why, advice }: Pick<Outcome, 'reason' | 'advice'>) {
    if (!why) return;
    const happening = { type: 'grant_refused' as const, reason: why, ...(advice && { advice }) };
    const id = connectionIdSchema.parse(attempt.connectionId);
    await this.connections.transaction(attempt.organizationId, (transaction) =>
      this.connections.happen(transaction, id, happening),
    );
  }

  private connectionOf({ organizationId, connectionId, credentialsVersion }: Attempt): Promise<Connection> {
    return this.connections.read(organizationId, connectionIdSchema.parse(connectionId)).then((connection) => {
      if (connection.credentialsVersion !== credentialsVersion) throw stateInvalid('edited');
      return connection;
    });
  }

  private approverOf(applicationId: string): Approver {
    const connector = this.applications.get(applicationId);
    const { keyApproval } = connector;
    if (keyApproval) return { ...connector, keyApproval };
    const why = reason('connections.needs_no_authorization', { application: connector.name });
    throw errorBecause('request.invalid', why);
  }
}

/** What passes by itself says nothing about the keys, but keys that nobody tried are not kept. */
function refusedBy({ reason: why, advice, isPassing }: TestStep, steps: TestStep[]): Outcome {
  const then = isPassing ? reason('connections.approval_not_tried') : advice;
  return { status: 'refused', reason: why, ...(then && { advice: then }), steps };
}
