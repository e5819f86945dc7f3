import { aPayment } from '../src/fixtures/payments.js';
import type { PaymentSettings } from '../src/payments/payment-settings.js';
import { paymentWriter } from '../src/payments/payments.js';
import { keyOf, type Settings } from './delivery.js';
import { PaymentSandbox, settingsOf } from './payment-sandbox.js';

describe('payments', () => {
  let world: PaymentSandbox;
  beforeAll(async () => {
    world = await PaymentSandbox.start();
  });
  afterEach(() => world.restore());
  afterAll(() => world.sandbox.stop());

  it('name the right that is missing', async () => {
    const document = await world.booked('G-1');
    world.control.injectFault({ kind: '403', path: 'financialtransaction/Bank', times: 3 });
    await expect(world.payOne(aPayment({ order: 'G-1' }), document)).rejects.toMatchObject({
      failureClass: 'permission',
      reason: { params: { right: 'bank_entries' } },
    });
  });

  it('need no right to cash entries where none are booked', async () => {
    const document = await world.booked('G-2');
    world.control.injectFault({ kind: '403', path: 'financialtransaction/Cash', times: 5 });
    keyOf(
      await world.payOne(aPayment({ order: 'G-2' }), document, {
        settings: settingsOf({ paymentJournals: { '*': '21' } }),
      }),
    );
  });

  describe('settings', () => {
    const check = async (settings: Settings) => {
      const { documentType: _type, ...own } = settingsOf(settings);
      const inherited = { ...own, documentType: settings['documentType'] as PaymentSettings['documentType'] };
      return paymentWriter.checkSettings?.(await world.sandbox.context(), inherited);
    };

    it('that fit have nothing to say', async () => {
      expect(await check({ documentType: 'sales_entry' })).toEqual({ problems: [], warnings: [] });
    });

    it('without a journal say that every payment becomes an issue', async () => {
      expect(await check({ documentType: 'sales_entry', paymentJournals: {} })).toMatchObject({
        problems: [],
        warnings: [{ code: 'exact_online.payment_journals_empty', field: 'paymentJournals' }],
      });
    });

    it('name the row of a journal that cannot be used, and the ledger account', async () => {
      world.control.insert('financial/Journals', { Code: '23', Description: 'Old', Type: 12, IsBlocked: true });
      const paymentJournals = { a: '99', b: '70', c: '23', d: '20', e: 'none' };
      const found = await check({ paymentJournals, receivablesAccount: '8000' });
      expect(found?.problems.map(({ code, field }) => [field, code])).toEqual([
        ['paymentJournals.a', 'exact_online.payment_journal_unknown'],
        ['paymentJournals.b', 'exact_online.payment_journal_wrong_type'],
        ['paymentJournals.c', 'exact_online.payment_journal_blocked'],
        ['receivablesAccount', 'exact_online.receivables_account_unusable'],
      ]);
    });

    it('tell a missing right before the first payment', async () => {
      world.control.injectFault({ kind: '403', path: 'financialtransaction/Cash' });
      expect(await check({})).toMatchObject({
        problems: [{ code: 'exact_online.forbidden', field: 'paymentJournals', params: { right: 'cash_entries' } }],
      });
    });

    it('warn that sales orders have no open item', async () => {
      expect(await check({ documentType: 'sales_order' })).toEqual({
        problems: [],
        warnings: [{ code: 'exact_online.payments_by_condition', params: {}, field: 'paymentJournals' }],
      });
    });
  });
});
