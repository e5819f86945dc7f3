import type { Order } from '@koppel/contracts';
import { aCustomer, aLine, anOrder } from './fixtures/orders.js';
import { orderPayload, type OrderPayload } from './order-payload.js';
import { orderSettings, type OrderSettings } from './order-settings.js';

function payloadOf(order: Order, settings: Partial<OrderSettings> = {}): OrderPayload {
  const result = orderPayload(order, orderSettings.parse(settings));
  if (!('payload' in result)) throw new Error(result.filtered.code);
  return result.payload;
}

describe('order payload', () => {
  it('is found again by prefix and number', () => {
    expect(payloadOf(anOrder(), { referencePrefix: 'WEB-' }).reference).toBe('WEB-536365');
  });

  it('is the same for the same order', () => {
    expect(payloadOf(anOrder())).toEqual(payloadOf(anOrder()));
    expect(JSON.parse(JSON.stringify(payloadOf(anOrder())))).toEqual(payloadOf(anOrder()));
  });

  it('gives costs the items of the settings', () => {
    const lines = [
      aLine(),
      aLine({ kind: 'shipping', sku: undefined, quantity: '1', totalExclVat: '5.00', vatAmount: '1.05' }),
      aLine({ kind: 'discount', sku: undefined, quantity: '1', totalExclVat: '-3.00', vatAmount: '-0.63' }),
      aLine({ kind: 'fee', sku: undefined, quantity: '1', totalExclVat: '1.00', vatAmount: '0.21' }),
    ];
    const payload = payloadOf(anOrder({ lines }), { shippingItem: 'SHIP', discountItem: 'KORTING', feeItem: '' });
    expect(payload.lines.map(({ itemCode, quantity }) => [itemCode, quantity])).toEqual([
      ['85123A', '2'],
      ['SHIP', '1'],
      ['KORTING', '-1'],
      [null, '1'],
    ]);
  });

  it.each([
    ['sold pieces stay', '3', '9.00', '3'],
    ['a negative amount turns the pieces', '3', '-9.00', '-3'],
    ['returned pieces stay', '-3', '-9.00', '-3'],
    ['an amount without pieces is one piece', '0', '9.00', '1'],
    ['a free article keeps its pieces', '4', '0.00', '4'],
    ['a free article taken back too', '-4', '0.00', '-4'],
  ])('keeps prices positive: %s', (_name, quantity, totalExclVat, pieces) => {
    const vatAmount = totalExclVat === '0.00' ? '0.00' : '0.01';
    const [line] = payloadOf(
      anOrder({
        lines: [aLine({ quantity, totalExclVat, vatAmount: totalExclVat.startsWith('-') ? '-0.01' : vatAmount })],
      }),
    ).lines;
    expect(line?.quantity).toBe(pieces);
  });

  it('leaves out lines that sell and charge nothing', () => {
    const free = aLine({ kind: 'shipping', quantity: '1', totalExclVat: '0.00', vatAmount: '0.00' });
    const nothing = aLine({ quantity: '0', totalExclVat: '0', vatAmount: '0' });
    expect(payloadOf(anOrder({ lines: [aLine(), free, nothing] })).lines).toHaveLength(1);
    expect(orderPayload(anOrder({ lines: [free, nothing] }), orderSettings.parse({}))).toEqual({
      filtered: { code: 'exact_online.order_empty', params: {}, field: 'lines' },
    });
  });

  it('leaves out credits where the settings say so', () => {
    expect(orderPayload(anOrder({ isCredit: true }), orderSettings.parse({ credits: 'skip' }))).toEqual({
      filtered: { code: 'exact_online.credit_left_out', params: {}, field: 'isCredit' },
    });
  });

  it('sends guests to one account where the settings say so', () => {
    const guest = anOrder({ customer: aCustomer({ isGuest: true, key: 'email:els@example.nl' }) });
    const payload = payloadOf(guest, { guestCustomers: 'one_debtor', guestAccountCode: '1000' });
    expect(payload.debtorCode).toBe('1000');
    expect(payload.deliveryAddress).toMatchObject({ line1: 'Herengracht 1' });
    expect(payloadOf(guest).debtorCode).toBeNull();
    expect(payloadOf(anOrder(), { guestCustomers: 'one_debtor', guestAccountCode: '1000' }).debtorCode).toBeNull();
  });

  it('takes the payment condition of the method, however it is written', () => {
    expect(
      payloadOf(anOrder({ paymentMethod: 'iDEAL' }), { paymentConditions: { ideal: '00' } }).paymentCondition,
    ).toBe('00');
    expect(
      payloadOf(anOrder({ paymentMethod: 'cash' }), { paymentConditions: { ideal: '00' } }).paymentCondition,
    ).toBeNull();
  });

  it('goes to the shipping address, and to the buyer where that is not filled in', () => {
    const away = { name: 'Jan', line1: 'Rue 1', postcode: '1000', city: 'Brussel', country: 'BE' };
    const payload = payloadOf(anOrder({ shippingAddress: away }));
    expect(payload.deliveryAddress).toMatchObject({ person: 'Jan', country: 'BE' });
    expect(payload.destination).toMatchObject({ country: 'BE', postcode: '1000' });
    const countryOnly = { line1: '', postcode: '', city: '', country: 'BE' };
    const nothingSent = payloadOf(anOrder({ shippingAddress: countryOnly }));
    expect(nothingSent.deliveryAddress).toMatchObject({ city: 'Amsterdam' });
    expect(nothingSent.destination).toMatchObject({ country: 'NL' });
    expect(payloadOf(anOrder({ shippingAddress: away }), { deliveryAddress: 'ignore' }).deliveryAddress).toBeNull();
  });
});
