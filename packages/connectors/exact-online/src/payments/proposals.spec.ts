import type { Choice } from '@koppel/contracts';
import { proposeConditions } from './condition-proposal.js';
import type { PaymentJournal } from './journals.js';
import { proposeJournals } from './payment-proposal.js';

const aMethod = (value: string, label = value): Choice => ({ value, label });

function aJournal(code: string, description: string, change: Partial<PaymentJournal> = {}): PaymentJournal {
  const isPaymentService = change.provider !== undefined;
  const journal = { code, description, provider: undefined, kind: 'Bank' as const, isPaymentService };
  return { ...journal, currency: 'EUR', takesOtherCurrencies: false, isBlocked: false, ...change };
}

const cash = aJournal('10', 'Kas', { kind: 'Cash' });
const bank = aJournal('20', 'ING Bank');
const mollie = aJournal('21', 'Mollie', { provider: 'Mollie' });
const paypal = aJournal('22', 'Clearing', { provider: 'PayPal' });

function journalOf(method: Choice, journals: readonly PaymentJournal[]): string | undefined {
  return proposeJournals([method], journals).rows[0]?.value;
}

describe('the proposed journals of payment methods', () => {
  it.each([
    [aMethod('cod', 'Cash on delivery'), '10'],
    [aMethod('bacs', 'Direct bank transfer'), 'none'],
    [aMethod('cheque', 'Check payments'), 'none'],
    [aMethod('pp_system_default', 'system default'), 'none'],
    [aMethod('mollie_wc_gateway_ideal', 'iDEAL'), '21'],
    [aMethod('mollie_wc_gateway_banktransfer', 'Bank transfer'), '21'],
    [aMethod('ppcp-gateway', 'Pay safely'), '22'],
    [aMethod('stripe', 'Credit card'), undefined],
  ])('%j: %s', (method, code) => {
    expect(journalOf(method, [cash, bank, mollie, paypal])).toBe(code);
  });

  it('is the only one of a payment service for what names none', () => {
    expect(journalOf(aMethod('klarna'), [cash, bank, mollie])).toBe('21');
    expect(journalOf(aMethod('klarna'), [cash, bank])).toBeUndefined();
  });

  it('is missing where several fit, and a row for all covers it', () => {
    const second = aJournal('11', 'Kas winkel', { kind: 'Cash' });
    expect(proposeJournals([aMethod('cod'), aMethod('stripe')], [cash, second, mollie, paypal])).toEqual({
      rows: [],
      gaps: [
        {
          reason: expect.objectContaining({ code: 'exact_online.payment_journal_gap' }),
          rows: [
            { key: 'cod', coveredBy: ['*'] },
            { key: 'stripe', coveredBy: ['*'] },
          ],
        },
      ],
    });
  });
});

describe('the proposed payment conditions of payment methods', () => {
  const conditions = [
    { code: '14', description: 'Within 14 days', method: 'B' },
    { code: '00', description: 'Cash', method: 'K' },
    { code: 'PP', description: 'Paid through a payment provider', method: 'K' },
    { code: 'CC', description: 'Credit card', method: 'Q' },
  ];
  const own = { code: 'ID', description: 'iDEAL', method: 'K' };

  it('is the one of its name, that of credit cards, or what is paid already', () => {
    const methods = ['mollie_ideal', 'stripe_card', 'klarna'].map((method) => aMethod(method));
    expect(proposeConditions(methods, [...conditions, own])).toEqual({
      rows: [
        { key: 'mollie_ideal', value: 'ID' },
        { key: 'stripe_card', value: 'CC' },
        { key: 'klarna', value: 'PP' },
      ],
      gaps: [],
    });
  });

  it('is none where it is not clear', () => {
    const methods = ['bacs', 'cod', 'manual', 'points'].map((method) => aMethod(method));
    expect(proposeConditions(methods, conditions)).toEqual({ rows: [], gaps: [] });
    const second = { code: 'P2', description: 'Reeds betaald', method: 'K' };
    expect(proposeConditions([aMethod('ideal')], [...conditions, second])).toEqual({ rows: [], gaps: [] });
  });
});
