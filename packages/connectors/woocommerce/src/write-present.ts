import { ConnectorFailure, type WriteOutcome } from '@koppel/connector-sdk';
import type { ProductWrite } from './product-batch.js';

/** Writes what can be written and puts its outcomes between those that were settled before. */
export async function writePresent(
  items: readonly (ProductWrite | WriteOutcome)[],
  write: (writes: ProductWrite[]) => Promise<WriteOutcome[]>,
): Promise<WriteOutcome[]> {
  const writes = items.filter((item): item is ProductWrite => 'body' in item);
  const outcomes = (writes.length > 0 ? await write(writes) : []).values();
  return items.map((item) => ('body' in item ? (outcomes.next().value ?? withoutOutcome(item.sku)) : item));
}

function withoutOutcome(sku: string): WriteOutcome {
  const message = `There is no outcome for "${sku}". Report this to the makers of Koppel.`;
  return { status: 'failed', failure: new ConnectorFailure('defect', message) };
}
