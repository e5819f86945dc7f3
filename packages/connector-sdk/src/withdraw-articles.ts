import type { Reason } from '@koppel/contracts';
import type {
  AnnounceEffects,
  TargetPayload,
  WithdrawEffect,
  WithdrawOperation,
  WithdrawOutcome,
  WriteOperation,
  WriteOutcome,
} from './entity-writer.js';
import { sharedFailure, sharedReason } from './reasons.js';
import type { WhenLeft } from './shop-products.js';

// How articles that left are taken out of sale in a shop.

/** What was done with an article that left, and why. */
function withdrawnNotes(
  done: 'hidden' | 'hidden_already' | 'sold_out' | 'sold_out_already' | 'left' | 'stock_ended' | 'stock_left' | 'gone',
  { application, reason }: { application: string; reason: Reason },
): [Reason, Reason] {
  return [sharedReason(`products.${done}`, { application }), reason];
}

/** Sets the stock of articles that left to 0 by an ordinary write, or leaves it, as the settings say. */
export async function withdrawStock<F extends TargetPayload>(
  operations: readonly WithdrawOperation<F>[],
  {
    application,
    stockWhenLeft,
    emptyOf,
    write,
  }: {
    application: string;
    stockWhenLeft: 'zero' | 'leave';
    /** Stock 0 of an article. */
    emptyOf(sku: string): F;
    write(operations: WriteOperation<F>[]): Promise<WriteOutcome[]>;
  },
): Promise<WithdrawOutcome[]> {
  if (operations.length === 0) return [];
  const told = (done: Parameters<typeof withdrawnNotes>[0], { reason }: WithdrawOperation<F>) =>
    withdrawnNotes(done, { application, reason });
  if (stockWhenLeft === 'leave')
    return operations.map((operation) => ({
      status: 'withdrawn',
      targetKey: operation.targetKey,
      notes: told('stock_left', operation),
    }));
  const outcomes = await write(operations.map((operation) => writeOf(operation, emptyOf(operation.naturalKey))));
  return operations.map((operation, index) =>
    withdrawnOf(operation, outcomes[index], { application, done: 'stock_ended' }),
  );
}

/** What is to be done with an article, in terms of the connector, and what that is called. */
interface PlannedWithdrawal<Call> {
  call: Call;
  done: 'hidden' | 'sold_out';
  effects: readonly WithdrawEffect[];
}

/** What becomes of an article that left: a call, or none where it is as it should be already. */
export type WithdrawPlan<Call> = PlannedWithdrawal<Call> | WithdrawnBefore;

/** Hides articles that left, sets them out of stock, or leaves them, as the settings say; they are never deleted. */
export async function withdrawArticles<Call>(
  operations: readonly WithdrawOperation[],
  {
    application,
    whenLeft,
    announce,
    plansOf,
    write,
  }: {
    application: string;
    whenLeft: WhenLeft;
    announce: AnnounceEffects | undefined;
    /** Looks at the articles, by target key; those that are gone have no plan. */
    plansOf(targetKeys: readonly string[]): Promise<ReadonlyMap<string, WithdrawPlan<Call>>>;
    /** Makes the calls, by target key; one outcome per operation, in order. */
    write(operations: WriteOperation[], callsOf: (targetKey: string) => Call[]): Promise<WriteOutcome[]>;
  },
): Promise<WithdrawOutcome[]> {
  if (operations.length === 0) return [];
  if (whenLeft === 'leave')
    return operations.map(({ targetKey, reason }) => ({
      ...{ status: 'withdrawn', targetKey, notes: withdrawnNotes('left', { application, reason }) },
    }));
  const plans = await plansOf(operations.map(({ targetKey }) => targetKey));
  const callsOf = (targetKey: string): Call[] => {
    const plan = plans.get(targetKey);
    return plan && 'call' in plan ? [plan.call] : [];
  };
  const due = operations.filter(({ targetKey }) => callsOf(targetKey).length > 0);
  await announce?.(new Map(due.map(({ targetKey }) => [targetKey, plans.get(targetKey)?.effects ?? []])));
  const writes = due.map((operation) => writeOf(operation, {}));
  const outcomes = writes.length > 0 ? await write(writes, callsOf) : [];
  return operations.map((operation): WithdrawOutcome => {
    const plan = plans.get(operation.targetKey);
    if (!plan || !('call' in plan)) return withdrawnBefore(operation, plan, application);
    return withdrawnOf(operation, outcomes[due.indexOf(operation)], { application, ...plan });
  });
}

function writeOf<F extends TargetPayload>({ naturalKey, targetKey }: WithdrawOperation, payload: F): WriteOperation<F> {
  return { payload, naturalKey, targetKey, idempotencyKey: naturalKey, references: {} };
}

/** An article that is hidden or sold out already, and what Koppel would have called making it so. */
interface WithdrawnBefore {
  done: 'hidden_already' | 'sold_out_already';
  effects: readonly WithdrawEffect[];
}

/** What needed no call: an article that is as it should be already, or is gone. After a lost call it was that one that made it so. */
function withdrawnBefore(
  { targetKey, reason, isRepeated = false }: WithdrawOperation,
  plan: WithdrawnBefore | undefined,
  application: string,
): WithdrawOutcome {
  if (!plan) return { status: 'withdrawn', targetKey: null, notes: withdrawnNotes('gone', { application, reason }) };
  const ours = plan.done === 'hidden_already' ? 'hidden' : 'sold_out';
  const notes = withdrawnNotes(isRepeated ? ours : plan.done, { application, reason });
  return { status: 'withdrawn', targetKey, notes, ...(isRepeated && { effects: plan.effects }) };
}

/** What the outcome of a write that took an article back means: an article that is gone needs nothing. */
function withdrawnOf(
  { naturalKey, targetKey, reason }: WithdrawOperation,
  outcome: WriteOutcome | undefined,
  {
    application,
    done,
    effects,
  }: { application: string; done: Parameters<typeof withdrawnNotes>[0]; effects?: readonly WithdrawEffect[] },
): WithdrawOutcome {
  if (!outcome)
    return { status: 'failed', failure: sharedFailure('defect', 'connector.no_outcome', { record: naturalKey }) };
  if (outcome.status === 'written') {
    if (outcome.issue) return { status: 'failed', failure: outcome.issue };
    const notes = withdrawnNotes(done, { application, reason });
    return { status: 'withdrawn', targetKey, notes, ...(effects && { effects }) };
  }
  if (!outcome.failure.isTargetGone) return outcome;
  return { status: 'withdrawn', targetKey: null, notes: withdrawnNotes('gone', { application, reason }) };
}
