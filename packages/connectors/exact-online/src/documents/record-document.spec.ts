import { aLine, anOrder } from '../fixtures/orders.js';
import { orderPayload } from '../order-payload.js';
import { orderSettings } from '../order-settings.js';
import { recordDocument, vatByRate, writtenAmount } from './record-document.js';

describe('the document of a record', () => {
  it('has the VAT for each country and rate that was charged', () => {
    const foreign = { ratePercent: '21', country: 'BE', isCompound: false, amount: '4.20' };
    const order = anOrder({
      lines: [
        aLine({ vatAmount: '2.10' }),
        aLine({ totalExclVat: '20.00', vatAmount: '4.20', taxes: [foreign] }),
        aLine({ totalExclVat: '5.00', vatAmount: '1.05' }),
        aLine({ totalExclVat: '10.00', vatAmount: '0.90', ratePercent: '9' }),
        aLine({ totalExclVat: '3.00', vatAmount: '0.00' }),
      ],
      totals: { exclVat: '48.00', vat: '8.25', inclVat: '56.25' },
    });
    const translated = orderPayload(order, orderSettings.parse({}));
    if ('filtered' in translated) throw new Error(translated.filtered.code);
    expect(vatByRate(translated.payload)).toEqual([
      { country: 'NL', ratePercent: '21', amount: '3.15' },
      { country: 'BE', ratePercent: '21', amount: '4.20' },
      { country: 'NL', ratePercent: '9', amount: '0.90' },
    ]);
  });

  it('has amounts with the decimals of their currency', () => {
    expect(writtenAmount('11.9', 'EUR')).toBe('11.90');
    expect(writtenAmount('1200', 'JPY')).toBe('1200');
    expect(writtenAmount('1.2345', 'EUR')).toBe('1.2345');
  });

  it('says no VAT where that is not known', () => {
    const stated = { number: 1002, total: '9.48', currency: 'EUR' };
    expect(recordDocument('sales_entry', stated)).toEqual({ kind: 'sales_entry', ...stated, number: '1002' });
  });
});
