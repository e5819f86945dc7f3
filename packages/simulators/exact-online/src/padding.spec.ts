import { pad, paddingOf } from './padding.js';

describe('padding', () => {
  it('pads account codes on the left to 18 characters', () => {
    expect(pad('1001', paddingOf('crm/Accounts', 'Code'))).toBe('              1001');
    expect(pad('1001', paddingOf('sync/CRM/Accounts', 'Code'))).toHaveLength(18);
  });

  it('pads VAT codes and countries on the right', () => {
    expect(pad('5', paddingOf('vat/VATCodes', 'Code'))).toBe('5  ');
    expect(pad('5', paddingOf('salesorder/SalesOrderLines', 'VATCode'))).toBe('5  ');
    expect(pad('NL', paddingOf('crm/Accounts', 'Country'))).toBe('NL ');
  });

  it('leaves item codes, already padded codes and empty codes alone', () => {
    expect(pad('85123A', paddingOf('logistics/Items', 'Code'))).toBe('85123A');
    expect(pad('5  ', paddingOf('vat/VATCodes', 'Code'))).toBe('5  ');
    expect(pad('', paddingOf('vat/VATCodes', 'Code'))).toBe('');
  });
});
