import { streams } from '@koppel/contracts';
import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { Database } from '../storage/database.js';

export interface OutboxRow {
  id: string;
  subject: string;
  /** `traceparent`: the trace that it came about in. */
  payload: { traceparent?: string };
}

/** Rows that one publisher sends now; the others leave them alone until the claim ends. */
export interface OutboxClaim {
  id: string;
  rows: OutboxRow[];
}

/** What became of the rows of a claim; those that are in neither list go back. */
export interface ClaimOutcome {
  sent: { id: string; sequence: number }[];
  /** Can never be sent. */
  refused: { id: string; failure: string }[];
}

/** Several times what the broker has for its answer, so that a claim ends before its time only where its process died. */
const claimSeconds = 30;
const keepDays = 7;
/** Work that nobody took for this long is sent again: the broker may have lost what it acknowledged. */
const workOverdueSeconds = 60;

/** Takes the oldest rows that nobody sends. No row is locked once this returned. */
export function claimRows(database: Database, limit: number): Promise<OutboxClaim> {
  const id = randomUUID();
  return database.asSystem(async (transaction) => {
    const [rows] = (await transaction.query(
      `update outbox set claim = $1, claimed_until = now() + make_interval(secs => ${claimSeconds})
       where id in (
         select id from outbox where published_at is null and closed_at is null and (claimed_until is null or claimed_until < now())
         order by position limit $2 for update skip locked
       ) returning id, subject, payload, position`,
      [id, limit],
    )) as [(OutboxRow & { position: string })[], number];
    return { id, rows: rows.sort((left, right) => Number(left.position) - Number(right.position)) };
  });
}

/** Ends a claim. What was announced anew or claimed by another meanwhile stays as it is, and is sent once more. */
export function completeClaim(database: Database, claim: OutboxClaim, { sent, refused }: ClaimOutcome): Promise<void> {
  return database.asSystem(async (transaction) => {
    if (sent.length > 0) {
      await transaction.query(
        `update outbox set published_at = now(), stream_sequence = sent.sequence, claim = null, claimed_until = null
         from unnest($2::uuid[], $3::bigint[]) as sent (id, sequence) where outbox.id = sent.id and claim = $1`,
        [claim.id, sent.map(({ id }) => id), sent.map(({ sequence }) => sequence)],
      );
    }
    if (refused.length > 0) {
      await transaction.query(
        `update outbox set closed_at = now(), failed_at = now(), failure = refused.failure, claim = null, claimed_until = null
         from unnest($2::uuid[], $3::text[]) as refused (id, failure) where outbox.id = refused.id and claim = $1`,
        [claim.id, refused.map(({ id }) => id), refused.map(({ failure }) => failure)],
      );
    }
    const isComplete = sent.length + refused.length === claim.rows.length;
    if (isComplete) return;
    await transaction.query(
      'update outbox set claim = null, claimed_until = null where id = any($2) and claim = $1 and published_at is null and closed_at is null',
      [claim.id, claim.rows.map(({ id }) => id)],
    );
  });
}

/**
 * Marks for sending what the broker lost, and forgets what is older than a week.
 *
 * @param events the event stream as it is: made when, and its last sequence
 */
export async function reopenLost(
  transaction: EntityManager,
  events: { created: string; lastSequence: number },
): Promise<void> {
  await transaction.query(
    `update outbox set published_at = null, stream_sequence = null
     where published_at is not null and closed_at is null and subject = any($1)
       and (stream_sequence > $2 or published_at < $3::timestamptz)`,
    [streams.events.subjects, events.lastSequence, events.created],
  );
  await transaction.query(
    `update outbox set published_at = null where closed_at is null and subject = any($1)
       and published_at < now() - make_interval(secs => $2)`,
    [streams.work.subjects, workOverdueSeconds],
  );
  await transaction.query(
    `delete from outbox where created_at < now() - make_interval(days => $1) and (published_at is not null or closed_at is not null)`,
    [keepDays],
  );
}
