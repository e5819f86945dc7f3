import {
  ConnectorFailure,
  absoluteDecimal,
  compareDecimals,
  isZeroDecimal,
  subtractDecimals,
  type ConnectorContext,
  type TargetMatch,
  type WriteOperation,
  type WriteOutcome,
} from '@koppel/connector-sdk';
import type { Decimal } from '@koppel/contracts';
import { failure } from '../reasons.js';
import { saidOf } from '../refusals.js';
import { createEntry, removeEntry, type Entry, type EntryLine } from './entries.js';
import { loadEntriesOfAnyKind } from './entry-kinds.js';
import { documentOf, isAgainst, lineOf, loadBooked, locateDocuments, numberTaken } from './find-payments.js';
import { isNegative, notesOf } from './payment-notes.js';
import { namesPayment } from './payment-names.js';
import type { PaymentPayload } from './payment-payload.js';
import type { PaymentSettings } from './payment-settings.js';
import { isOfRecord, preparePayment, type ReadyPayment } from './prepare-payment.js';
import { loadOpenItems, textOfInvoice, type OpenItem } from './receivables.js';

type Operation = WriteOperation<PaymentPayload>;

const nothingOpen: OpenItem = { amount: '0', count: 0 };

/** Kept for the run: a payment has settled its invoice, so the sign is right. */
const provenSign = 'payments:proven_sign';

/** The document that a payment settles, as its link has it. */
function settledBy({ references, referencedDocuments }: Operation): TargetMatch {
  const document = referencedDocuments?.['document'];
  return { targetKey: references['document'] ?? '', ...(document && { document }) };
}

/** A payment that stands in the books. */
interface Booked {
  payment: ReadyPayment;
  entry: Entry;
  /** What was open before; undefined where an earlier attempt has booked it. */
  before: Decimal | undefined;
}

/**
 * Books payments: what all of them need is asked in few calls, then each is booked once, and what is open is read back. The first of a
 * run goes alone, so that a wrong sign is seen before many are booked.
 */
export class PaymentBatch {
  private readonly outcomes = new Map<Operation, WriteOutcome>();
  private lines: EntryLine[] = [];
  private open = new Map<string, OpenItem>();
  /** The application failed as a whole; nothing more is booked after it. */
  private stop: ConnectorFailure | undefined;

  constructor(
    private readonly context: ConnectorContext,
    private readonly settings: PaymentSettings,
  ) {}

  /** One outcome per operation, in order. */
  async write(operations: readonly Operation[]): Promise<WriteOutcome[]> {
    await this.keep(operations.filter(({ targetKey }) => targetKey !== undefined));
    await this.book(await this.prepare(operations.filter(({ targetKey }) => targetKey === undefined)));
    // Where nothing was done, it concerns the application, and no payment.
    const isUntouched = [...this.outcomes.values()].every(
      (outcome) => outcome.status === 'failed' && !outcome.failure.isOutcomeUnknown,
    );
    if (this.stop && isUntouched) throw this.stop;
    return operations.map((operation) => this.outcomes.get(operation) ?? this.notBooked());
  }

  private notBooked(): WriteOutcome {
    if (!this.stop) throw new Error('a payment has no outcome');
    return { status: 'failed', failure: this.stop };
  }

  /** Those that are booked already only have to be there still. */
  private async keep(operations: readonly Operation[]): Promise<void> {
    const keys = operations.flatMap(({ targetKey = '' }) => targetKey);
    const entries = keys.length > 0 ? await loadEntriesOfAnyKind(this.context, keys, this.settings) : new Map();
    for (const operation of operations) {
      const { targetKey = '', payload, document } = operation;
      const params = { payment: payload.number };
      const gone = failure('value', 'exact_online.payment_deleted', params, { isTargetGone: true });
      this.outcomes.set(
        operation,
        entries.has(targetKey)
          ? { status: 'written', targetKey, ...(document && { document }) }
          : { status: 'failed', failure: gone },
      );
    }
  }

  private async prepare(operations: readonly Operation[]): Promise<ReadyPayment[]> {
    const located = await locateDocuments(this.context, operations.map(settledBy), this.settings);
    const ready: ReadyPayment[] = [];
    for (const operation of operations) {
      const document = located.get(settledBy(operation).targetKey);
      try {
        ready.push(await preparePayment(this.context, { operation, located: document }, this.settings));
      } catch (error: unknown) {
        if (!isOfRecord(error)) throw error;
        this.fail(operation, error);
      }
    }
    return ready;
  }

  private fail(operation: Operation, cause: ConnectorFailure): void {
    this.outcomes.set(operation, { status: 'failed', failure: cause });
  }

  private async book(ready: readonly ReadyPayment[]): Promise<void> {
    if (ready.length === 0) return;
    const [fromDay = ''] = ready.map(({ day }) => day).sort();
    const accountIds = ready.map(({ invoice }) => invoice.accountId);
    this.lines = await loadBooked(this.context, { accountIds, fromDay }, this.settings);
    this.open = await this.loadOpen(ready);
    let queue = ready;
    while (queue.length > 0 && !this.stop) {
      const round = this.nextRound(queue);
      queue = queue.filter((payment) => !round.includes(payment));
      await this.bookRound(round);
    }
  }

  private loadOpen(payments: readonly ReadyPayment[]): Promise<Map<string, OpenItem>> {
    return loadOpenItems(
      this.context,
      payments.map(({ invoice }) => invoice),
    );
  }

  /** Each invoice once, so that what is open of it can be compared. */
  private nextRound(queue: readonly ReadyPayment[]): ReadyPayment[] {
    if (!this.context.cache.has(provenSign)) return queue.slice(0, 1);
    const firsts = new Map<string, ReadyPayment>();
    for (const payment of queue) {
      const key = textOfInvoice(payment.invoice);
      if (!firsts.has(key)) firsts.set(key, payment);
    }
    return [...firsts.values()];
  }

  private async bookRound(round: readonly ReadyPayment[]): Promise<void> {
    const booked: Booked[] = [];
    for (const payment of round) {
      if (this.stop) break;
      try {
        booked.push(await this.bookOne(payment));
      } catch (error: unknown) {
        if (!(error instanceof ConnectorFailure)) throw error;
        this.fail(payment.operation, error);
        if (!isOfRecord(error)) this.stop = error;
      }
    }
    await this.verify(booked);
  }

  /** @throws ConnectorFailure where it is not booked, or that is not certain. */
  private async bookOne(payment: ReadyPayment): Promise<Booked> {
    const { operation, entry, invoice } = payment;
    const { reference, number, amount, currency } = operation.payload;
    const line = lineOf(this.lines, { reference, invoice }, this.settings);
    if (line && compareDecimals(absoluteDecimal(line.amount), absoluteDecimal(amount)) !== 0)
      throw numberTaken(operation.payload, documentOf(line.entry, line.amount, currency), {
        naturalKey: operation.naturalKey,
        targetKey: line.entry.key,
      });
    if (line) return { payment, entry: line.entry, before: undefined };
    const before = (this.open.get(textOfInvoice(invoice)) ?? nothingOpen).amount;
    if (isZeroDecimal(before) || isNegative(before) !== isNegative(amount)) {
      const params = { payment: number, invoice: invoice.invoiceNumber, amount, open: before, currency };
      throw failure('value', 'exact_online.payment_nothing_open', params);
    }
    try {
      return { payment, entry: await createEntry(this.context, entry), before };
    } catch (error: unknown) {
      if (!(error instanceof ConnectorFailure) || !error.isOutcomeUnknown) throw error;
      const made = await this.lookUp(payment);
      if (made) return { payment, entry: made, before };
      throw error;
    }
  }

  /** The entry whose answer was lost; undefined where it is not there, or cannot be asked for now. */
  private async lookUp({ operation, invoice, day }: ReadyPayment): Promise<Entry | undefined> {
    try {
      const lines = await loadBooked(this.context, { accountIds: [invoice.accountId], fromDay: day }, this.settings);
      return lineOf(lines, { reference: operation.payload.reference, invoice }, this.settings)?.entry;
    } catch (error: unknown) {
      if (error instanceof ConnectorFailure) return undefined;
      throw error;
    }
  }

  /** Accepted is not done: what is open now must be less by the payment. What did not settle does not stay. */
  private async verify(booked: readonly Booked[]): Promise<void> {
    if (booked.length === 0) return;
    try {
      const open = await this.loadOpen(booked.map(({ payment }) => payment));
      for (const { payment } of booked) {
        const key = textOfInvoice(payment.invoice);
        this.open.set(key, open.get(key) ?? nothingOpen);
      }
      for (const each of booked) this.outcomes.set(each.payment.operation, await this.outcomeOf(each));
    } catch (error: unknown) {
      if (!(error instanceof ConnectorFailure)) throw error;
      this.stop ??= error;
      for (const { payment } of booked)
        if (!this.outcomes.has(payment.operation)) this.fail(payment.operation, unverified(error));
    }
  }

  private async outcomeOf({ payment, entry, before }: Booked): Promise<WriteOutcome> {
    const { operation, invoice, located } = payment;
    const { number, amount, currency } = operation.payload;
    const open = this.open.get(textOfInvoice(invoice)) ?? nothingOpen;
    const isSettled =
      before === undefined
        ? !isAgainst(open, located.document.total, amount)
        : compareDecimals(open.amount, subtractDecimals(before, amount)) === 0;
    if (!isSettled) {
      const isShared = before === undefined && (await this.isShared(payment, entry));
      const kept = isShared ? sharedEntry(payment, entry) : await this.takeBack(payment, entry);
      if (kept) return { status: 'failed', failure: kept };
      const params = {
        ...{ payment: number, invoice: invoice.invoiceNumber, amount, currency },
        ...{ before: before ?? located.document.total, after: open.amount },
      };
      const why = failure('value', 'exact_online.payment_not_settled', params, { field: 'receiptSign' });
      return { status: 'failed', failure: why };
    }
    if (before !== undefined) this.context.cache.set(provenSign, true);
    return {
      status: 'written',
      targetKey: entry.key,
      document: documentOf(entry, amount, currency),
      notes: notesOf(payment, open),
    };
  }

  /** An entry that was found has lines of somebody else too. */
  private async isShared({ operation }: ReadyPayment, { key }: Entry): Promise<boolean> {
    const lines = (await loadEntriesOfAnyKind(this.context, [key], this.settings)).get(key) ?? [];
    return !lines.every(({ description }) => namesPayment(description, operation.payload.reference));
  }

  /** Deletes an entry; gives why Exact Online does not let it be deleted. */
  private async takeBack({ operation }: ReadyPayment, entry: Entry): Promise<ConnectorFailure | undefined> {
    try {
      await removeEntry(this.context, entry);
      return undefined;
    } catch (error: unknown) {
      if (!isOfRecord(error)) throw error;
      if (error.isTargetGone) return undefined;
      const { number, amount, currency } = operation.payload;
      const params = { payment: number, entry: entry.number, amount, currency, said: saidOf(error) };
      return failure('value', 'exact_online.payment_not_taken_back', params, { cause: error });
    }
  }
}

/** It stands in the books and was not compared: its intent stays open, and the next attempt finds it and compares. */
function unverified(error: ConnectorFailure): ConnectorFailure {
  const { failureClass, reason: why, retryAfterMs } = error;
  const message = { ...why, message: error.message };
  return new ConnectorFailure(failureClass, message, {
    cause: error,
    isOutcomeUnknown: true,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}

function sharedEntry({ operation }: ReadyPayment, entry: Entry): ConnectorFailure {
  const { number, amount, currency } = operation.payload;
  const params = { payment: number, entry: entry.number, amount, currency };
  return failure('value', 'exact_online.payment_in_shared_entry', params);
}
