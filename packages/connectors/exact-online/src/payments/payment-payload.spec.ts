import { aPayment } from '../fixtures/payments.js';
import { orderSettings } from '../order-settings.js';
import { namesPayment } from './payment-names.js';
import { descriptionOf, matchOf, paymentPayload, readMatch } from './payment-payload.js';
import { paymentSettings, rowOfMethod, type PaymentSettings } from './payment-settings.js';
import { paymentWriter } from './payments.js';

function settingsOf(settings: Record<string, unknown> = {}): PaymentSettings {
  const given = { documentType: 'sales_entry', revenueAccounts: { '*': '8000' }, ...settings };
  return { ...orderSettings.parse(given), ...paymentSettings.parse(given) };
}

function payloadOf(payment = aPayment(), settings = settingsOf()) {
  const translated = paymentPayload(payment, settings);
  if ('filtered' in translated) throw new Error(translated.filtered.code);
  return translated.payload;
}

describe('the payload of a payment', () => {
  it('has the prefix of orders, and the sign of what was paid back', () => {
    const settings = settingsOf({ referencePrefix: 'W2-' });
    const settles = { entity: 'credit' as const, key: '1:R7', number: '1042-R7' };
    expect(payloadOf(aPayment({ number: '1042-PR7', settles }), settings)).toMatchObject({
      ...{ reference: 'W2-1042-PR7', number: '1042-PR7', amount: '-12.10' },
      settles: { entity: 'credit', reference: 'W2-1042-R7' },
    });
    expect(payloadOf().amount).toBe('12.10');
  });

  it.each([
    [{ documentType: 'sales_order' }, 'exact_online.payment_of_sales_order'],
    [{ paymentJournals: { '*': 'none' } }, 'exact_online.payment_not_booked'],
    [{ paymentJournals: { '*': '21', MOLLIE_iDEAL: 'none' } }, 'exact_online.payment_not_booked'],
  ])('is left out where the settings say so: %j', (settings, code) => {
    expect(paymentPayload(aPayment(), settingsOf(settings))).toMatchObject({ filtered: { code } });
  });

  it('is looked up by its number, what it settles and its day in UTC', () => {
    const payment = aPayment({ number: 'of 1 on-P', paidAt: '2026-11-21T00:30:00+01:00' });
    const match = matchOf(payloadOf(payment));
    expect(match).toBe('of 1 on-P of 536365 on 2026-11-20');
    expect(readMatch(match)).toEqual({ reference: 'of 1 on-P', document: '536365', fromDay: '2026-11-20' });
    expect(readMatch('1042-P')).toBeUndefined();
  });
});

it('does not change with the number of its order', () => {
  const version = (number: string) => paymentWriter.version?.(aPayment({ number }));
  expect(version('1042-P')).toEqual(version('2026-1042-P'));
});

describe('the row of a method', () => {
  const { paymentJournals: _, ...others } = settingsOf();
  it.each([
    ['COD ', { cod: '10', '*': '20' }, { key: 'cod', journal: '10' }],
    ['paypal', { cod: '10', '*': '20' }, { key: '*', journal: '20' }],
    ['paypal', { cod: '10' }, undefined],
  ])('of %j in %j', (method, paymentJournals, row) => {
    expect(rowOfMethod(method, { ...others, paymentJournals } as PaymentSettings)).toEqual(row);
  });
});

describe('the description of a payment', () => {
  it('names its number, alone where the text is too long', () => {
    const payload = payloadOf();
    expect(descriptionOf(payload, { paymentDescription: 'Shop {number}' })).toBe('Shop 536365-P');
    const reference = '9'.repeat(56);
    expect(descriptionOf({ reference }, { paymentDescription: 'Shop {number}' })).toBe(reference);
  });

  it.each(['Web shop', 'WS-{number}', 'Payment{number}', '{number}-x', '{number}{number}'])(
    'must have the number by itself: %s',
    (paymentDescription) => {
      const parsed = paymentSettings.safeParse({ paymentDescription });
      expect(parsed.error?.issues[0]?.message).toBe('exact_online.payment_description_without_number');
    },
  );

  it.each(['{number}', 'Shop: {number}', '({number})', '{number}, {number}'])('may be %s', (paymentDescription) => {
    expect(paymentSettings.safeParse({ paymentDescription }).success).toBe(true);
  });

  it.each([
    ['1042-P', true],
    ['Payment 1042-P (iDEAL)', true],
    ['W2-1042-P', false],
    ['1042-P1', false],
    ['21042-P', false],
    ['1042-P1, 1042-P', true],
  ])('%j names 1042-P: %s', (text, isNamed) => {
    expect(namesPayment(text, '1042-P')).toBe(isNamed);
  });
});
