import { vatNumberCountryOf, vatTerritoryOf } from '@koppel/connector-sdk';
import { chooseVatCode, type VatQuestion } from './vat-codes.js';
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
interface Asked {
  ratePercent?: string | null;
  /** Where the goods go. */
  to?: { country: string; region?: string; postcode?: string };
  /** Whose VAT the shop charged. */
  of?: string | null;
  vatNumber?: string;
  vat?: string;
}

const aQuestion = ({
  ratePercent = '21',
  to = { country: 'NL' },
  of = null,
  vatNumber,
  vat = '21.00',
}: Asked = {}): VatQuestion => ({
  charged: { ratePercent, isCompound: false, exclVat: '100.00', vat: ratePercent === '0' ? '0' : vat, quantity: '1' },
  currency: 'EUR',
  decimals: 2,
  vatCountry: of,
  destination: vatTerritoryOf(to),
  vatNumberCountry: vatNumberCountryOf(vatNumber, to.country),
  homeCountry: 'NL',
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
  const belgian = { country: 'BE' };
  it.each<[string, Asked, string]>([
    ['21 % at home', {}, '2'],
    ['9 % at home', { ratePercent: '9' }, '1'],
    ['nothing at home', { ratePercent: '0' }, '5'],
    ['nothing to a company in the Union', { ratePercent: '0', to: { country: 'DE' }, vatNumber: 'DE123456789' }, '8'],
    [
      'nothing to a company whose number has no letters',
      { ratePercent: '0', to: belgian, vatNumber: '0123456789' },
      '8',
    ],
    ['nothing out of the Union', { ratePercent: '0', to: { country: 'US' } }, '7'],
    [
      'nothing to the Canary Islands',
      { ratePercent: '0', to: { country: 'ES', region: 'GC', postcode: '35001' } },
      '7',
    ],
    ['the VAT of the shop on goods that are picked up', { to: belgian, of: 'NL' }, '2'],
    ['amounts without a rate', { ratePercent: null, vat: '9.00' }, '1'],
  ])('is by default for %s the code %s', (_name, asked, code) => {
    expect(chooseVatCode(aQuestion(asked), {}, dutch).code).toBe(code);
  });

  it.each<[string, Asked, string]>([
    ['Belgian VAT, on no code of the own country', { to: belgian, of: 'BE' }, 'exact_online.vat_code_foreign'],
    ['VAT to Belgium of which the shop does not say whose it is', { to: belgian }, 'exact_online.vat_country_unclear'],
    [
      'no VAT to a consumer in the Union',
      { ratePercent: '0', to: { country: 'DE' } },
      'exact_online.vat_zero_without_number',
    ],
    [
      'no VAT to Northern Ireland with a British number',
      { ratePercent: '0', to: { country: 'GB', postcode: 'BT1 1AA' }, vatNumber: 'GB123456789' },
      'exact_online.vat_zero_without_number',
    ],
    ['an amount that no rate gives', { ratePercent: null, vat: '13.00' }, 'exact_online.vat_rate_unclear'],
  ])('is asked for: %s', (_name, asked, code) => {
    expect(() => chooseVatCode(aQuestion(asked), {}, dutch)).toThrow(
      expect.objectContaining({ reason: expect.objectContaining({ code }) }),
    );
  });

  it('is what a person says, also for the VAT of another country', () => {
    const table = { 'BE:21': '2', 'DE:0': '5' };
    expect(chooseVatCode(aQuestion({ to: belgian, of: 'BE' }), table, dutch).code).toBe('2');
    expect(chooseVatCode(aQuestion({ ratePercent: '0', to: { country: 'DE' } }), table, dutch).code).toBe('5');
  });

  it('is the one that the settings name', () => {
    const table = { 'NL:21': '4' };
    expect(chooseVatCode(aQuestion(), table, dutch).code).toBe('4');
  });

  it('is proposed by percentage where a default does not fit', () => {
    const other = codes(aVatCode({ code: '2', percent: '6' }), aVatCode({ code: 'H' }));
    expect(chooseVatCode(aQuestion(), {}, other).code).toBe('H');
  });

  it("is the buyer's country's where there is one", () => {
    const oss = codes(aVatCode({ code: '2', percent: '19' }), aVatCode({ code: 'DE1', percent: '19', country: 'DE' }));
    expect(
      chooseVatCode(aQuestion({ to: { country: 'DE' }, of: 'DE', ratePercent: '19', vat: '19.00' }), {}, oss).code,
    ).toBe('DE1');
  });

  it('is asked for where the shop does not say whose VAT it is, and both countries have that rate', () => {
    const oss = codes(aVatCode(), aVatCode({ code: 'B21', country: 'BE' }));
    expect(() => chooseVatCode(aQuestion({ to: belgian }), {}, oss)).toThrow(
      expect.objectContaining({ reason: expect.objectContaining({ code: 'exact_online.vat_country_unclear' }) }),
    );
    expect(chooseVatCode(aQuestion({ to: belgian, of: 'BE' }), {}, oss).code).toBe('B21');
  });

  it('is never one that is blocked', () => {
    expect(() => chooseVatCode(aQuestion(), {}, codes(aVatCode({ isBlocked: true })))).toThrow(
      /no VAT code with that percentage/,
    );
  });

  it('is the one that a person named, also where it has the number of a usual Dutch one', () => {
    const belgian = codes(aVatCode({ code: '8', percent: '0' }), aVatCode({ code: '9', percent: '0' }));
    const question = {
      ...aQuestion({ ratePercent: '0', to: { country: 'DE' }, vatNumber: 'DE123456789' }),
      homeCountry: 'BE',
    };
    expect(chooseVatCode(question, { 'EU:0': '8' }, belgian).code).toBe('8');
    expect(() => chooseVatCode(question, {}, belgian)).toThrow();
  });

  it('is not guessed where several with 0 % fit', () => {
    const zeros = codes(aVatCode({ code: 'X', percent: '0' }), aVatCode({ code: 'Y', percent: '0' }));
    expect(() =>
      chooseVatCode(aQuestion({ to: { country: 'DE' }, ratePercent: '0', vatNumber: 'DE123456789' }), {}, zeros),
    ).toThrow(
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
