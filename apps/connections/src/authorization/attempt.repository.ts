import { Injectable } from '@nestjs/common';
import type { Language } from '@koppel/contracts';
import { Database } from '@koppel/service-kit';
import type { Attempt } from './attempt.js';

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

const keepMs = 86_400_000;

@Injectable()
export class AttemptRepository {
  constructor(private readonly database: Database) {}

  /** Stores it, and forgets the organization's attempts of days ago. */
  async add(attempt: Attempt, stateHash: string): Promise<void> {
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

  find(organizationId: string, stateHash: string): Promise<Attempt | undefined> {
    return this.database.forOrganization(organizationId, async (transaction) => {
      const [row] = (await transaction.query('select * from authorization_attempt where state_hash = $1', [
        stateHash,
      ])) as AttemptRow[];
      return row && toAttempt(row);
    });
  }

  /** True for the first who uses it, and for nobody after. */
  use(attempt: Attempt, at: Date): Promise<boolean> {
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
