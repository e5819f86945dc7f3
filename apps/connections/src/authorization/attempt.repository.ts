import { Inject, Injectable } from '@nestjs/common';
import type { Language } from '@koppel/contracts';
import { Database, type Identity } from '@koppel/service-kit';
import { randomUUID } from 'node:crypto';
import type { Connection } from '../connection/connection.js';
import { Credentials } from '../connection/credentials.service.js';
import { TIMING, type Timing } from '../timing.js';
import { hashState, newState, problemOf, stateInvalid, type Attempt } from './attempt.js';

interface AttemptRow {
  id: string;
  organization_id: string;
  connection_id: string;
  application_id: string;
  session_id: string;
  user_id: string;
  credentials_version: number;
  code_verifier: string | null;
  return_path: string | null;
  language: Language;
  expires_at: Date;
  used_at: Date | null;
}

const verifierColumn = 'authorization_attempt.code_verifier';
const keepMs = 86_400_000;

/** An attempt that came back to who began it. */
export interface ReturnedAttempt extends Attempt {
  codeVerifier: string | undefined;
}

/** Who begins an attempt, in which language, and where to go back to. */
export interface BegunBy {
  identity: Identity;
  returnPath: string | undefined;
  language: Language;
}

/** Begins attempts and takes them back, each once. */
@Injectable()
export class AttemptRepository {
  constructor(
    private readonly database: Database,
    private readonly credentials: Credentials,
    @Inject(TIMING) private readonly timing: Timing,
  ) {}

  /** @returns the `state` to send along */
  async begin(
    connection: Connection,
    { identity, codeVerifier, returnPath, language }: BegunBy & { codeVerifier: string | undefined },
  ): Promise<string> {
    const state = newState();
    const id = randomUUID();
    const { organizationId, userId, sessionId } = identity;
    const cell = { rowId: id, column: verifierColumn };
    const attempt: Attempt = {
      id,
      organizationId,
      userId,
      sessionId,
      connectionId: connection.id,
      applicationId: connection.applicationId,
      credentialsVersion: connection.credentialsVersion,
      sealedCodeVerifier:
        codeVerifier === undefined ? null : await this.credentials.seal(organizationId, cell, codeVerifier),
      returnPath: returnPath ?? null,
      language,
      expiresAt: new Date(this.timing.now().getTime() + this.timing.attemptMs),
      usedAt: null,
    };
    await this.add(attempt, hashState(state));
    return state;
  }

  /**
   * The attempt of a `state`, used up by this.
   *
   * @throws AppError `authorization.state_invalid`
   */
  async takeBack(
    state: string,
    { identity, applicationId }: { identity: Identity; applicationId: string },
  ): Promise<ReturnedAttempt> {
    const { organizationId, sessionId, userId } = identity;
    const now = this.timing.now();
    const attempt = await this.find(organizationId, hashState(state));
    const problem = problemOf(attempt, { sessionId, userId, applicationId, now });
    if (!attempt || problem) throw stateInvalid(problem ?? 'unknown');
    if (!(await this.use(attempt, now))) throw stateInvalid('used');
    const { sealedCodeVerifier: sealed } = attempt;
    const cell = { rowId: attempt.id, column: verifierColumn };
    return {
      ...attempt,
      codeVerifier: sealed === null ? undefined : await this.credentials.open(organizationId, cell, sealed),
    };
  }

  /** Stores it, and forgets the organization's attempts of days ago. */
  private async add(attempt: Attempt, stateHash: string): Promise<void> {
    await this.database.forOrganization(attempt.organizationId, async (transaction) => {
      await transaction.query('delete from authorization_attempt where expires_at < $1', [
        new Date(attempt.expiresAt.getTime() - keepMs),
      ]);
      await transaction.query(
        `insert into authorization_attempt (id, organization_id, state_hash, connection_id, application_id, session_id, user_id,
           credentials_version, code_verifier, return_path, language, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
        [
          attempt.id,
          attempt.organizationId,
          stateHash,
          attempt.connectionId,
          attempt.applicationId,
          attempt.sessionId,
          attempt.userId,
          attempt.credentialsVersion,
          attempt.sealedCodeVerifier,
          attempt.returnPath,
          attempt.language,
          attempt.expiresAt,
        ],
      );
    });
  }

  private find(organizationId: string, stateHash: string): Promise<Attempt | undefined> {
    return this.database.forOrganization(organizationId, async (transaction) => {
      const [row] = (await transaction.query('select * from authorization_attempt where state_hash = $1', [
        stateHash,
      ])) as AttemptRow[];
      return row && toAttempt(row);
    });
  }

  /** True for the first who uses it, and for nobody after. */
  private use(attempt: Attempt, at: Date): Promise<boolean> {
    return this.database.forOrganization(attempt.organizationId, async (transaction) => {
      const answer: unknown = await transaction.query(
        'update authorization_attempt set used_at = $2, code_verifier = null where id = $1 and used_at is null returning 1',
        [attempt.id, at],
      );
      return Array.isArray(answer) && answer[1] === 1;
    });
  }
}

function toAttempt(row: AttemptRow): Attempt {
  return {
    id: row.id,
    organizationId: row.organization_id,
    connectionId: row.connection_id,
    applicationId: row.application_id,
    sessionId: row.session_id,
    userId: row.user_id,
    credentialsVersion: row.credentials_version,
    sealedCodeVerifier: row.code_verifier,
    returnPath: row.return_path,
    language: row.language,
    expiresAt: row.expires_at,
    usedAt: row.used_at,
  };
}
