import { Inject, Injectable } from '@nestjs/common';
import type { Language } from '@koppel/contracts';
import { Database, type Identity } from '@koppel/service-kit';
import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { Connection } from '../connection/connection.js';
import { Credentials } from '../connection/credentials.service.js';
import { TIMING, type Timing } from '../timing.js';
import { hashState, newState, problemOf, stateInvalid, type Attempt, type Outcome } from './attempt.js';

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
  returned_at: Date | null;
  used_at: Date | null;
  outcome: Outcome | null;
}

const verifierColumn = 'authorization_attempt.code_verifier';
const keysColumn = 'authorization_attempt.keys';
const keepMs = 86_400_000;

/** An attempt that came back to who began it. */
export interface ReturnedAttempt extends Attempt {
  codeVerifier: string | undefined;
}

/** What an application posted, by the names of the form's fields. */
export type Keys = Record<string, string>;

/** Who begins an attempt, in which language, and where to go back to. */
export interface BegunBy {
  /** Made up by the page that follows it. */
  attemptId: string | undefined;
  identity: Identity;
  returnPath: string | undefined;
  language: Language;
}

/** Begins attempts and takes back what belongs to them, each once. */
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
    { attemptId, identity, codeVerifier, returnPath, language }: BegunBy & { codeVerifier?: string | undefined },
  ): Promise<string> {
    const state = newState();
    const id = attemptId ?? randomUUID();
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
      returnedAt: null,
      usedAt: null,
      outcome: null,
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
    const { organizationId } = identity;
    const now = this.timing.now();
    const attempt = await this.database.forOrganization(organizationId, (transaction) => byState(transaction, state));
    const problem = problemOf(attempt, { person: identity, applicationId, now });
    if (!attempt || problem) throw stateInvalid(problem ?? 'unknown');
    if (!(await this.use(attempt, now))) throw stateInvalid('used');
    const { sealedCodeVerifier: sealed } = attempt;
    const cell = { rowId: attempt.id, column: verifierColumn };
    return {
      ...attempt,
      codeVerifier: sealed === null ? undefined : await this.credentials.open(organizationId, cell, sealed),
    };
  }

  /**
   * Stores the keys that an application posted with a `state`; once, while the attempt is alive. Nobody is signed in, so only the state
   * tells whose they are.
   *
   * @throws AppError `authorization.state_invalid`
   */
  async takeKeys(state: string, { keys, applicationId }: { keys: Keys; applicationId: string }): Promise<Attempt> {
    const now = this.timing.now();
    const attempt = await this.findByState(state);
    const problem = problemOf(attempt, { person: undefined, applicationId, now });
    if (!attempt || problem) throw stateInvalid(problem ?? 'unknown');
    const { id, organizationId } = attempt;
    const sealed = await this.credentials.seal(organizationId, { rowId: id, column: keysColumn }, JSON.stringify(keys));
    const isTaken = await this.change(
      attempt,
      'keys = $2 where id = $1 and keys is null and used_at is null and expires_at > $3',
      [sealed, now],
    );
    if (!isTaken) throw stateInvalid('used');
    return attempt;
  }

  /** The attempt of a `state`, whoever brings it. */
  findByState(state: string): Promise<Attempt | undefined> {
    return this.database.asSystem((transaction) => byState(transaction, state));
  }

  find(organizationId: string, { connectionId, id }: { connectionId: string; id: string }) {
    return this.database.forOrganization(organizationId, async (transaction) => {
      const sql = 'select * from authorization_attempt where id = $1 and connection_id = $2';
      const [row] = (await transaction.query(sql, [id, connectionId])) as AttemptRow[];
      return row && toAttempt(row);
    });
  }

  /** Notes that the browser came back; what is still missing must come within `waitMs`. */
  async noteReturn(attempt: Attempt, waitMs: number): Promise<void> {
    const now = this.timing.now();
    const until = new Date(now.getTime() + waitMs);
    const set = 'returned_at = $2, expires_at = least(expires_at, $3) where id = $1 and returned_at is null';
    await this.change(attempt, set, [now, until]);
  }

  /** The keys of an attempt whose browser came back too: for the first who asks, and for nobody after. */
  async claimKeys({ id, organizationId }: Attempt): Promise<Keys | undefined> {
    const sealed = await this.database.forOrganization(organizationId, async (transaction) => {
      const [rows] = (await transaction.query(
        `with complete as (
           select id, keys from authorization_attempt
           where id = $1 and used_at is null and keys is not null and returned_at is not null for update)
         update authorization_attempt as attempt set used_at = $2, keys = null
         from complete where attempt.id = complete.id returning complete.keys`,
        [id, this.timing.now()],
      )) as [{ keys: string }[]];
      return rows[0]?.keys;
    });
    if (sealed === undefined) return undefined;
    return JSON.parse(await this.credentials.open(organizationId, { rowId: id, column: keysColumn }, sealed)) as Keys;
  }

  /** Uses it up with what came of it, and forgets what it held; the first outcome stays. */
  async end(attempt: Attempt, outcome: Outcome): Promise<void> {
    const set = `outcome = $2, used_at = coalesce(used_at, $3), code_verifier = null, keys = null
      where id = $1 and outcome is null`;
    await this.change(attempt, set, [JSON.stringify(outcome), this.timing.now()]);
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

  /** True for the first who uses it, and for nobody after. */
  private use(attempt: Attempt, at: Date): Promise<boolean> {
    return this.change(attempt, 'used_at = $2, code_verifier = null where id = $1 and used_at is null', [at]);
  }

  /** @param set what follows `set`; `$1` is the id */
  private change({ id, organizationId }: Attempt, set: string, values: unknown[]): Promise<boolean> {
    return this.database.forOrganization(organizationId, async (transaction) => {
      const sql = `update authorization_attempt set ${set} returning 1`;
      const answer: unknown = await transaction.query(sql, [id, ...values]);
      return Array.isArray(answer) && answer[1] === 1;
    });
  }
}

async function byState(transaction: EntityManager, state: string): Promise<Attempt | undefined> {
  const sql = 'select * from authorization_attempt where state_hash = $1';
  const [row] = (await transaction.query(sql, [hashState(state)])) as AttemptRow[];
  return row && toAttempt(row);
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
    returnedAt: row.returned_at,
    usedAt: row.used_at,
    outcome: row.outcome,
  };
}
