import type { LineTax } from '@koppel/contracts';
import { decimalsOf, findRate, taxGroupsOf, vatPartsOf } from './line-vat.js';

const aTax = (ratePercent: string | undefined, amount: string, change: Partial<LineTax> = {}): LineTax => ({
  ratePercent,
  country: 'NL',
  isCompound: false,
  amount,
  ...change,
});
const aLine = (totalExclVat: string, vatAmount: string, taxes: LineTax[], quantity = '1') => ({
  kind: totalExclVat.startsWith('-') ? ('discount' as const) : ('item' as const),
  quantity,
  totalExclVat,
  vatAmount,
  taxes,
});

describe('a line by its VAT', () => {
  it('is one part where one rate was charged', () => {
    expect(vatPartsOf(aLine('40.50', '8.50', [aTax('21.0', '8.50')]), 2)).toEqual([
      { country: 'NL', ratePercent: '21', isCompound: false, exclVat: '40.50', vat: '8.50' },
    ]);
  });

  it('is without VAT where the taxes that are listed came to nothing', () => {
    expect(vatPartsOf(aLine('10.00', '0.00', [aTax('21', '0')]), 2)).toMatchObject([{ ratePercent: '0', vat: '0.00' }]);
  });

  it('keeps the rate of an amount whose tax was rounded to nothing', () => {
    expect(vatPartsOf(aLine('0.02', '0.00', [aTax('21', '0.00')]), 2)).toMatchObject([{ ratePercent: '21' }]);
  });

  it('keeps the rate where rounding has moved a cent to the line', () => {
    expect(vatPartsOf(aLine('1.41', '0.12', [aTax('9', '0.12')]), 2)).toMatchObject([
      { ratePercent: '9', exclVat: '1.41' },
    ]);
  });

  it('is split where a discount lowers lines of several rates', () => {
    const taxes = [aTax('21', '-2.10'), aTax('9', '-0.45')];
    expect(vatPartsOf(aLine('-15.00', '-2.55', taxes), 2)).toMatchObject([
      { ratePercent: '21', exclVat: '-10.00', vat: '-2.10' },
      { ratePercent: '9', exclVat: '-5.00', vat: '-0.45' },
    ]);
  });

  it('is split with a part without VAT where the taxes do not cover it', () => {
    expect(vatPartsOf(aLine('-15.00', '-2.10', [aTax('21', '-2.10')]), 2)).toMatchObject([
      { ratePercent: '21', exclVat: '-10.00', vat: '-2.10' },
      { ratePercent: '0', exclVat: '-5.00', vat: '0' },
    ]);
  });

  it('gives what its bases miss to those whose tax says least of them', () => {
    const taxes = [aTax('2.1', '-0.04'), aTax('5.5', '-0.46'), aTax('20', '-10.98')];
    expect(vatPartsOf(aLine('-64.99', '-11.48', taxes), 2)).toMatchObject([
      { ratePercent: '2.1', exclVat: '-1.79' },
      { ratePercent: '5.5', exclVat: '-8.32' },
      { ratePercent: '20', exclVat: '-54.88' },
    ]);
  });

  it('adds up to the line, whatever rounding took from its bases', () => {
    const parts = vatPartsOf(aLine('-1.00', '-0.15', [aTax('21', '-0.10'), aTax('9', '-0.05')]), 2);
    expect(parts.map(({ exclVat }) => Number(exclVat)).reduce((sum, each) => sum + each, 0)).toBeCloseTo(-1, 10);
    expect(parts.map(({ vat }) => Number(vat)).reduce((sum, each) => sum + each, 0)).toBeCloseTo(-0.15, 10);
  });

  it('has one rate where each tax was charged on the whole', () => {
    const taxes = [aTax('5', '5.00'), aTax('9.975', '9.98')];
    expect(vatPartsOf(aLine('100.00', '14.98', taxes), 2)).toMatchObject([
      { ratePercent: '14.975', isCompound: false, exclVat: '100.00', vat: '14.98' },
    ]);
  });

  it('keeps taxes together that the articles have together, where a discount lowers them with others', () => {
    const federal = (amount: string) => aTax('5', amount, { country: 'CA', code: 'GST' });
    const quebec = (amount: string) => aTax('9.975', amount, { country: 'CA', code: 'QST', isCompound: true });
    const book = (amount: string) => aTax('5', amount, { country: 'CA', code: 'GST-BOOKS' });
    const articles = [
      aLine('100.00', '15.47', [federal('5.00'), quebec('10.47')]),
      aLine('100.00', '5.00', [book('5.00')]),
    ];
    const groups = taxGroupsOf(articles, 2);
    expect(groups).toMatchObject([{ ratePercent: '15.47375', isCompound: true }]);
    const discount = aLine('-30.00', '-2.55', [federal('-0.50'), quebec('-1.05'), book('-1.00')]);
    expect(vatPartsOf(discount, 2, groups)).toMatchObject([
      { ratePercent: '15.47375', isCompound: true, exclVat: '-10.01', vat: '-1.55' },
      { ratePercent: '5', exclVat: '-19.99', vat: '-1.00' },
    ]);
    expect(vatPartsOf(aLine('14.50', '0.73', [federal('0.73')]), 2, groups)).toMatchObject([{ ratePercent: '5' }]);
    const untaxed = aLine('-15.00', '-1.55', [federal('-0.50'), quebec('-1.05')]);
    expect(vatPartsOf(untaxed, 2, groups)).toMatchObject([{ ratePercent: '15.47375' }, { ratePercent: '0' }]);
  });

  it('counts a compound tax on those before it', () => {
    const taxes = [aTax('5', '5.00'), aTax('9.975', '10.47', { isCompound: true })];
    expect(vatPartsOf(aLine('100.00', '15.47', taxes), 2)).toMatchObject([
      { ratePercent: '15.47375', isCompound: true },
    ]);
  });

  it('leaves the rate open where the amounts do not bear it out', () => {
    expect(vatPartsOf(aLine('10.00', '2.50', [aTax('21', '2.50')]), 2)).toMatchObject([{ ratePercent: undefined }]);
    expect(vatPartsOf(aLine('8.00', '0.44', [aTax(undefined, '0.44')]), 2)).toMatchObject([{ ratePercent: undefined }]);
    expect(vatPartsOf(aLine('100.00', '9.00', [aTax('21', '9.00')]), 2)).toMatchObject([{ ratePercent: undefined }]);
    expect(vatPartsOf(aLine('-10.00', '-2.10', [aTax('0', '-2.10')]), 2)).toMatchObject([{ ratePercent: undefined }]);
  });

  it('allows for shops that round the tax of each piece', () => {
    expect(vatPartsOf(aLine('3.30', '0.70', [aTax('21', '0.70')], '10'), 2)).toMatchObject([{ ratePercent: '21' }]);
  });
});

it('knows how many decimals a currency has', () => {
  expect(['EUR', 'JPY', 'TND'].map((currency) => decimalsOf(currency))).toEqual([2, 0, 3]);
  // Fillér are out of use, and count where a receipt has some; a yen has no parts.
  expect([
    decimalsOf('HUF', '4990', '1061.00'),
    decimalsOf('HUF', '4990.50', '1061'),
    decimalsOf('JPY', '99.5'),
  ]).toEqual([0, 2, 0]);
});

it.each([
  ['4.95', '1.04', ['9', '21'], '21'],
  ['4.95', '0.45', ['9', '21'], '9'],
  ['4.09', '0.86', ['21'], '21'],
  ['40.50', '8.50', ['9', '21'], '21'],
  ['8.00', '0.44', ['6', '5.5'], '5.5'],
  ['10.00', '0.60', ['21'], undefined],
  ['0.10', '0.02', ['19', '21'], undefined],
] as const)('finds the rate that makes VAT of %s come to %s', (exclVat, vat, rates, expected) => {
  expect(findRate(rates, { exclVat, vat, quantity: '1', decimals: 2 })).toBe(expected);
});
