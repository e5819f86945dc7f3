import type { KoppelEvent } from '@koppel/contracts';
import { act, type Handling } from './handle-once.js';
import { asEvent } from './read-event.js';
import { inTransaction } from './tables.js';

/**
 * Handles given-up events again, oldest first, one transaction each.
 *
 * @returns the number of handled events; stops at the first that fails again
 * @throws the handler's error, or the schema's error for an event that still does not match it
 */
export async function retryGivenUp({ pool, name, handle }: Handling): Promise<number> {
  for (let count = 0; ; count += 1) {
    const isDone = await inTransaction(pool, async (transaction) => {
      const { rows } = await transaction.query<{ event: KoppelEvent }>(
        `select event from koppel_event_failure where consumer = $1 and given_up_at is not null
         order by given_up_at limit 1 for update skip locked`,
        [name],
      );
      const [row] = rows;
      if (row) await act({ name, handle }, readable(row.event), transaction);
      return row === undefined;
    });
    if (isDone) return count;
  }
}

function readable(kept: KoppelEvent): KoppelEvent {
  const read = asEvent(kept.type, kept);
  if ('event' in read) return read.event;
  throw new Error(`The event ${kept.id} cannot be handled by this version of the library: ${read.failure}.`);
}
