import type { Database } from '@koppel/service-kit';
import { randomUUID } from 'node:crypto';
import type { Credential } from './webauthn.js';

export const maxPasskeys = 10;

/** A passkey as its owner sees it. */
export interface Passkey {
  id: string;
  name: string;
  createdAt: Date;
  lastUsedAt: Date | null;
}

export interface StoredPasskey extends Passkey, Credential {
  userId: string;
}

interface Removed {
  name: string;
  endedSessions: number;
}

type Row = Omit<StoredPasskey, 'counter'> & { counter: string };

/** The passkeys of people, and the sessions that they opened. */
export class PasskeyRepository {
  constructor(private readonly database: Database) {}

  /** In the order in which they were added. */
  async list(userId: string): Promise<StoredPasskey[]> {
    return (await this.rows('select * from "passkey" where "userId" = $1 order by "createdAt", id', [userId])).map(
      toPasskey,
    );
  }

  async findByCredential(credentialId: string): Promise<StoredPasskey | undefined> {
    const [row] = await this.rows('select * from "passkey" where "credentialId" = $1', [credentialId]);
    return row && toPasskey(row);
  }

  /** Adds one, or says why not: the person has as many as may be, or somebody has this one already. */
  add(owner: { userId: string; name: string }, credential: Credential): Promise<Passkey | 'limit' | 'known'> {
    const { userId, name } = owner;
    const { credentialId, publicKey, counter, transports } = credential;
    return this.database.asSystem(async (transaction) => {
      // One after the other, or two at once would both count what is there before.
      await transaction.query('select 1 from "user" where id = $1 for update', [userId]);
      const counted = 'select count(*)::int as n from "passkey" where "userId" = $1';
      const [{ n }] = (await transaction.query(counted, [userId])) as [{ n: number }];
      if (n >= maxPasskeys) return 'limit';
      const [added] = (await transaction.query(
        `insert into "passkey" ("id", "userId", "name", "credentialId", "publicKey", "counter", "transports")
         values ($1, $2, $3, $4, $5, $6, $7) on conflict ("credentialId") do nothing returning *`,
        [randomUUID(), userId, name, credentialId, Buffer.from(publicKey), counter, transports],
      )) as Row[];
      return added ? toPasskey(added) : 'known';
    });
  }

  /**
   * Notes that one was used. False where its counter does not go on: two authenticators have it then (WebAuthn, 6.1.1), or
   * this use of it was taken by a request at the same time. A counter that stays 0 is none.
   */
  async use({ id, counter }: { id: string; counter: number }): Promise<boolean> {
    const rows = await this.rows(
      `with used as (
         update "passkey" set "counter" = $2, "lastUsedAt" = now()
         where id = $1 and ("counter" < $2 or ("counter" = 0 and $2 = 0)) returning id
       ) select id from used`,
      [id, counter],
    );
    return rows.length === 1;
  }

  /** Removes one, and ends the sessions that it opened except the one that is given. Undefined where the person has no such passkey. */
  remove(of: { id: string; userId: string; sessionId: string }): Promise<Removed | undefined> {
    const { id, userId, sessionId } = of;
    return this.database.asSystem(async (transaction) => {
      const own = 'select name from "passkey" where id = $1 and "userId" = $2 for update';
      const [passkey] = (await transaction.query(own, [id, userId])) as { name: string }[];
      if (!passkey) return undefined;
      await transaction.query(`update "session" set "passkeyId" = null where "passkeyId" = $1 and id = $2`, [
        ...[id, sessionId],
      ]);
      const counted = `with ended as (delete from "session" where "passkeyId" = $1 returning id) select count(*)::int as n from ended`;
      const [ended] = (await transaction.query(counted, [id])) as { n: number }[];
      // What it opens at this moment goes with it.
      await transaction.query('delete from "passkey" where id = $1', [id]);
      return { ...passkey, endedSessions: ended?.n ?? 0 };
    });
  }

  /** Counts a passkey that was added in a session like one that opened it: the person was verified by it just then. */
  async markSession(sessionId: string, passkeyId: string): Promise<void> {
    await this.database.asSystem((transaction) =>
      transaction.query(`update "session" set "passkeyId" = $2 where id = $1 and "passkeyId" is null`, [
        ...[sessionId, passkeyId],
      ]),
    );
  }

  private async rows(sql: string, values: unknown[]): Promise<Row[]> {
    return this.database.asSystem(async (transaction) => (await transaction.query(sql, values)) as Row[]);
  }
}

function toPasskey({ counter, ...row }: Row): StoredPasskey {
  return { ...row, counter: Number(counter) };
}
