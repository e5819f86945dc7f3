import { defaultVatCodes } from './order-settings.js';
import { chooseVatCode, vatKeys, type VatQuestion } from './vat-codes.js';
import { vatCodeOf, type VatCode } from './vat-codes.js';

const aVatCode = (change: Partial<VatCode> = {}): VatCode => ({
  code: '2',
  description: 'High',
  percent: '21',
  isInclusive: false,
  isBlocked: false,
  ...change,
});
const codes = (...list: VatCode[]) => new Map(list.map((vat) => [vat.code, vat]));
const aQuestion = (change: Partial<VatQuestion> = {}): VatQuestion => ({
  ratePercent: '21',
  country: 'NL',
  homeCountry: 'NL',
  ...change,
});

const dutch = codes(
  aVatCode({ code: '0', percent: '0', description: 'None' }),
  aVatCode({ code: '1', percent: '9' }),
  aVatCode({ code: '2' }),
  aVatCode({ code: '4', isInclusive: true }),
  aVatCode({ code: '5', percent: '0', description: 'Zero' }),
  aVatCode({ code: '7', percent: '0', description: 'Export' }),
  aVatCode({ code: '8', percent: '0', description: 'EU' }),
);

describe('a VAT code of Exact Online', () => {
  it('has its percentage as a fraction', () => {
    expect(vatCodeOf({ Code: '2  ', Percentage: 0.21, Type: 'E', Description: 'High' })).toMatchObject({
      code: '2',
      percent: '21',
      isInclusive: false,
    });
    expect(vatCodeOf({ Code: '3', Percentage: 0.055, Type: 'I' })).toMatchObject({ percent: '5.5', isInclusive: true });
  });
});

describe('the VAT code of a line', () => {
  it('is looked for under the country, its region, and all', () => {
    expect(vatKeys(aQuestion({ country: 'DE', ratePercent: '0' }))).toEqual(['DE:0', 'EU:0', '*:0']);
    expect(vatKeys(aQuestion({ country: 'GB', ratePercent: '0' }))).toEqual(['GB:0', 'EXPORT:0', '*:0']);
    expect(vatKeys(aQuestion())).toEqual(['NL:21', '*:21']);
  });

  it.each([
    ['NL', '21', '2'],
    ['NL', '9', '1'],
    ['NL', '0', '5'],
    ['DE', '0', '8'],
    ['US', '0', '7'],
    ['DE', '21', '2'],
  ])('is by default for %s %s %% the code %s', (country, ratePercent, code) => {
    expect(chooseVatCode(aQuestion({ country, ratePercent }), defaultVatCodes, dutch).code).toBe(code);
  });

  it('is the one that the settings name', () => {
    const table = { ...defaultVatCodes, 'NL:21': '4' };
    expect(chooseVatCode(aQuestion(), table, dutch).code).toBe('4');
  });

  it('is proposed by percentage where a default does not fit', () => {
    const other = codes(aVatCode({ code: '2', percent: '6' }), aVatCode({ code: 'H' }));
    expect(chooseVatCode(aQuestion(), defaultVatCodes, other).code).toBe('H');
  });

  it("is the buyer's country's where there is one", () => {
    const oss = codes(aVatCode({ code: '2', percent: '19' }), aVatCode({ code: 'DE1', percent: '19', country: 'DE' }));
    expect(chooseVatCode(aQuestion({ country: 'DE', ratePercent: '19' }), {}, oss).code).toBe('DE1');
  });

  it('is never one that is blocked', () => {
    expect(() => chooseVatCode(aQuestion(), {}, codes(aVatCode({ isBlocked: true })))).toThrow(
      /no VAT code with that percentage/,
    );
  });

  it('is not guessed where several with 0 % fit', () => {
    expect(() => chooseVatCode(aQuestion({ country: 'DE', ratePercent: '0' }), {}, dutch)).toThrow(
      expect.objectContaining({
        reason: expect.objectContaining({ params: expect.objectContaining({ key: 'DE:0' }) }),
      }),
    );
  });

  it.each([
    ['9', 'exact_online.vat_code_other_rate', { 'NL:21': '1' }],
    ['missing', 'exact_online.vat_code_unknown', { 'NL:21': '99' }],
  ])('is asked for where the settings name a wrong one (%s)', (_name, code, table) => {
    let failure: unknown;
    try {
      chooseVatCode(aQuestion(), table as Record<string, string>, dutch);
    } catch (error: unknown) {
      failure = error;
    }
    expect(failure).toMatchObject({ failureClass: 'value', reason: { code, field: 'vatCodes' } });
  });
});
