import { ConnectorFailure, type TargetRecord, type WriteOutcome } from '@koppel/connector-sdk';
import { ApplicationFailure } from './errors.js';
import type { Outcomes, ReadyWrite, WriteOptions } from './write.js';

type Written = Extract<WriteOutcome, { status: 'written' }>;

/**
 * Asks for what was written where the answer did not tell what the target made of it, or there was none. Documents are not asked for:
 * their writers check themselves what they have booked.
 */
export async function readBack({ prepared, target, delivery }: WriteOptions, outcomes: Outcomes): Promise<void> {
  const { writer, settings } = prepared;
  const unreported = [...outcomes].flatMap(([write, outcome]): [ReadyWrite, Written][] =>
    outcome.status === 'written' && !outcome.stored ? [[write, outcome]] : [],
  );
  const isStopped = delivery.failure !== undefined || delivery.defect !== undefined || target.context.signal.aborted;
  if (!writer.current || writer.changes !== 'create_and_update' || unreported.length === 0 || isStopped) return;
  const records = unreported.map(
    ([
      {
        operation: { naturalKey, payload },
      },
      { targetKey },
    ]): TargetRecord => {
      return { naturalKey, targetKey, payload };
    },
  );
  try {
    const current = await writer.current(target.context, records, settings);
    for (const [write, outcome] of unreported) {
      const stored = current.get(write.operation.naturalKey);
      if (stored) outcomes.set(write, { ...outcome, stored });
    }
  } catch (error: unknown) {
    if (!(error instanceof ConnectorFailure)) delivery.defect ??= { error };
    else delivery.failure ??= new ApplicationFailure('target', error);
  }
}
