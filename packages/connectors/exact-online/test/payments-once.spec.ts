import type { WriteOutcome } from '@koppel/connector-sdk';
import { aPayment } from '../src/fixtures/payments.js';
import { paymentWriter } from '../src/payments/payments.js';
import { failureOf, keyOf } from './delivery.js';
import { entries, PaymentSandbox, payloadOf, settingsOf } from './payment-sandbox.js';

const bankPost = { method: 'POST', path: 'financialtransaction/BankEntries' };

describe('payments', () => {
  let world: PaymentSandbox;
  beforeAll(async () => {
    world = await PaymentSandbox.start();
  });
  afterEach(() => world.restore());
  afterAll(() => world.sandbox.stop());

  it('are booked once where the answer was lost', async () => {
    const document = await world.booked('C-1');
    world.control.injectFault({ kind: 'lost-answer', ...bankPost });
    const key = keyOf(await world.payOne(aPayment({ order: 'C-1' }), document));
    expect(world.linesOf('C-1-P').map(({ EntryID }) => EntryID)).toEqual([key]);
  });

  it('are booked once where the answer was lost and nothing can be asked then', async () => {
    const document = await world.booked('C-2');
    world.control.injectFault({ kind: 'lost-answer', ...bankPost });
    world.control.injectFault({ kind: '500', method: 'GET', path: 'BankEntryLines', times: 9, after: 2 });
    const failure = failureOf(await world.payOne(aPayment({ order: 'C-2' }), document));
    expect(failure).toMatchObject({ failureClass: 'intermittent', isOutcomeUnknown: true });
    world.control.clearFaults();
    const key = keyOf(await world.payOne(aPayment({ order: 'C-2' }), document));
    expect(world.linesOf('C-2-P').map(({ EntryID }) => EntryID)).toEqual([key]);
  });

  it('that were not compared before a run ended are found and compared by the next one', async () => {
    const document = await world.booked('C-3');
    world.control.setPayments({ receiptSign: 'negative' });
    world.control.injectFault({ kind: '500', path: 'ReceivablesList', times: 9, after: 1 });
    const failure = failureOf(await world.payOne(aPayment({ order: 'C-3' }), document));
    expect(failure.isOutcomeUnknown).toBe(true);
    expect(world.linesOf('C-3-P')).toHaveLength(1);
    world.control.clearFaults();
    const next = failureOf(await world.payOne(aPayment({ order: 'C-3' }), document));
    expect(next.reason).toMatchObject({ code: 'exact_online.payment_not_settled', field: 'receiptSign' });
    expect(world.linesOf('C-3-P')).toEqual([]);
  });

  it('with the wrong sign do not stay, and the other sign settles', async () => {
    world.control.setPayments({ receiptSign: 'negative' });
    const documents = { 'C-4': await world.booked('C-4'), 'C-5': await world.booked('C-5') };
    const payments = Object.keys(documents).map((order) => aPayment({ order }));
    const failures = (await world.pay(payments, documents)).map(failureOf);
    expect(failures.map(({ reason }) => reason)).toMatchObject([
      { code: 'exact_online.payment_not_settled', params: { amount: '12.10', before: '12.1', after: '24.2' } },
      { code: 'exact_online.payment_not_settled' },
    ]);
    expect([...world.linesOf('C-4-P'), ...world.linesOf('C-5-P')]).toEqual([]);
    const settings = settingsOf({ receiptSign: 'negative' });
    const outcomes = await world.pay(payments, documents, { settings });
    expect(outcomes).toMatchObject([{ document: { total: '12.10' } }, { document: { total: '12.10' } }]);
    expect(world.linesOf('C-4-P')).toMatchObject([{ AmountFC: -12.1 }]);
    expect(world.openOf(documents['C-4'])).toEqual([]);
    world.control.setPayments({ receiptSign: 'positive' });
    const other = await world.booked('C-6');
    expect(failureOf(await world.payOne(aPayment({ order: 'C-6' }), other, { settings })).reason.params).toMatchObject({
      after: '24.2',
    });
  });

  it('that did not settle and cannot be taken back are named with their entry', async () => {
    const document = await world.booked('C-7');
    world.control.setPayments({ receiptSign: 'negative' });
    world.control.setDeletions('refused');
    const failure = failureOf(await world.payOne(aPayment({ order: 'C-7' }), document));
    const [line] = world.linesOf('C-7-P');
    expect(failure.reason).toMatchObject({
      code: 'exact_online.payment_not_taken_back',
      params: { payment: 'C-7-P', entry: line?.['EntryNumber'] },
    });
  });

  it('whose number stands on another amount are not taken for it', async () => {
    const document = await world.booked('C-8');
    const key = keyOf(await world.payOne(aPayment({ order: 'C-8', amount: '5.00' }), document));
    const settings = settingsOf();
    const context = await world.sandbox.context();
    const payload = payloadOf(aPayment({ order: 'C-8' }), settings);
    const naturalKey = paymentWriter.naturalKey(payload);
    const match = (await paymentWriter.find(context, [naturalKey], settings)).get(naturalKey);
    const found = [{ naturalKey, payload, targetKey: key, ...match }];
    const taken = { code: 'exact_online.payment_number_taken', params: { amount: '12.10', booked: '5.00' } };
    const failures = await paymentWriter.confirm?.(context, found, settings);
    expect(failures?.get(naturalKey)).toMatchObject({ failureClass: 'duplicate', reason: taken });
    const operation = { payload, naturalKey, targetKey: undefined, idempotencyKey: 'x', references: { document } };
    const [outcome] = await paymentWriter.write(context, [operation], settings);
    expect(failureOf(outcome as WriteOutcome).reason).toMatchObject({ ...taken, params: { targetKey: key } });
  });

  it.each(['W2-', 'W2/', 'W2 ', '#'])(
    'of two shops with the same numbers and customer are two, prefix %j',
    async (prefix) => {
      const shared = { ...entries, sharedDebtors: { NL: '1000' } };
      const others = { ...shared, referencePrefix: prefix };
      const order = `P-${prefix.length}${prefix.charCodeAt(prefix.length - 1)}`;
      const [other, own] = [await world.booked(order, others), await world.booked(order, shared)];
      keyOf(await world.payOne(aPayment({ order }), other, { settings: settingsOf(others) }));
      keyOf(await world.payOne(aPayment({ order }), own, { settings: settingsOf(shared) }));
      expect([world.openOf(other), world.openOf(own)]).toEqual([[], []]);
    },
  );

  it('are known by their number in the description of an earlier setting', async () => {
    const document = await world.booked('P-9');
    const settings = settingsOf({ paymentDescription: 'Shop: {number}' });
    const key = keyOf(await world.payOne(aPayment({ order: 'P-9' }), document, { settings }));
    expect(keyOf(await world.payOne(aPayment({ order: 'P-9' }), document))).toBe(key);
  });

  it('that were deleted in Exact Online are not booked again by themselves', async () => {
    const document = await world.booked('E-1');
    const key = keyOf(await world.payOne(aPayment({ order: 'E-1' }), document));
    const settings = settingsOf();
    const payload = payloadOf(aPayment({ order: 'E-1' }), settings);
    const operation = {
      payload,
      naturalKey: paymentWriter.naturalKey(payload),
      targetKey: key,
      idempotencyKey: 'x',
      references: { document },
    };
    const [kept] = await paymentWriter.write(await world.sandbox.context(), [operation], settings);
    expect(kept).toMatchObject({ status: 'written', targetKey: key });
    world.control.delete('financialtransaction/BankEntries', key);
    for (const line of world.linesOf('E-1-P'))
      world.control.delete('financialtransaction/BankEntryLines', String(line['ID']));
    const [outcome] = await paymentWriter.write(await world.sandbox.context(), [operation], settings);
    expect(failureOf(outcome as WriteOutcome)).toMatchObject({
      isTargetGone: true,
      reason: { code: 'exact_online.payment_deleted' },
    });
  });

  describe('that are taken back', () => {
    async function withdraw(number: string, targetKey: string) {
      const reason = { code: 'orders.cancelled', params: {} };
      const naturalKey = `${number}-P of ${number} on 2026-11-20`;
      const operations = [{ naturalKey, targetKey, reason }];
      const outcomes = await paymentWriter.withdraw?.(await world.sandbox.context(), operations, settingsOf());
      return outcomes?.[0];
    }

    it('are deleted, and what is gone already counts', async () => {
      const document = await world.booked('F-1');
      const key = keyOf(await world.payOne(aPayment({ order: 'F-1', method: 'cod' }), document));
      expect(await withdraw('F-1', key)).toMatchObject({
        ...{ status: 'withdrawn', targetKey: null },
        notes: [{ code: 'exact_online.payment_removed', params: { amount: '12.1', currency: 'EUR' } }],
      });
      expect([world.linesOf('F-1-P', 'Cash'), world.openOf(document)]).toEqual([[], [12.1]]);
      expect(await withdraw('F-1', key)).toMatchObject({ notes: [{ code: 'exact_online.payment_gone_already' }] });
    });

    it('are issues where Exact Online refuses, or somebody added lines', async () => {
      const document = await world.booked('F-2');
      const key = keyOf(await world.payOne(aPayment({ order: 'F-2' }), document));
      world.control.setDeletions('refused');
      expect(await withdraw('F-2', key)).toMatchObject({
        failure: {
          reason: { code: 'exact_online.payment_removal_refused', params: { payment: 'F-2-P', currency: 'EUR' } },
        },
      });
      world.control.setDeletions('allowed');
      const [line] = world.linesOf('F-2-P');
      const fee = { EntryID: key, GLAccount: line?.['GLAccount'] ?? null, AmountFC: -1, Description: 'Fee' };
      world.control.insert('financialtransaction/BankEntryLines', fee);
      expect(await withdraw('F-2', key)).toMatchObject({
        failure: { reason: { code: 'exact_online.payment_entry_shared' } },
      });
    });
  });
});
