import type { OrderLine } from '@koppel/contracts';
import { settleRounding, spreadRounding } from './rounding.js';

describe('amounts that were rounded apart from their total', () => {
  it.each([
    ['nothing is missing', ['1.00', '2.00'], '3.00', ['1.00', '2.00']],
    ['to the one that lost most', ['0.333', '0.334', '0.333'], '1.00', ['0.33', '0.34', '0.33']],
    ['from the one that gained most', ['0.125', '0.128'], '0.25', ['0.12', '0.13']],
    ['to the largest of equals', ['1.00', '5.00'], '6.01', ['1.00', '5.01']],
    ['from a negative one', ['-1.00', '-5.00'], '-6.01', ['-1.00', '-5.01']],
  ])('add up to it: %s', (_name, amounts, total, settled) => {
    expect(spreadRounding(amounts, total, 2)).toEqual(settled);
  });

  it('are left alone where more is missing than rounding takes', () => {
    expect(spreadRounding(['1.00', '2.00'], '3.03', 2)).toBeUndefined();
    expect(spreadRounding(['10.00', '0.00', '0.00'], '9.97', 2)).toBeUndefined();
  });

  it('are whole where the currency has no decimals', () => {
    expect(spreadRounding(['10.4', '10.4'], '21', 0)).toEqual(['11', '10']);
  });
});

describe('lines of a receipt', () => {
  const aLine = (totalExclVat: string, tax: string, code = 'NL-1'): OrderLine => ({
    kind: 'item',
    description: '',
    quantity: '1',
    totalExclVat,
    vatAmount: tax,
    taxes: [{ ratePercent: '21', country: 'NL', code, isCompound: false, amount: tax }],
  });

  it('have the tax that the receipt shows for each rate', () => {
    const lines = [aLine('4.134', '0.8682'), aLine('4.134', '0.8682'), aLine('1.00', '0.09', 'NL-2')];
    const settled = settleRounding(lines, {
      totals: { inclVat: '11.10', vat: '1.83' },
      vouchers: '0',
      taxTotals: new Map([
        ['NL-1', '1.74'],
        ['NL-2', '0.09'],
      ]),
      decimals: 2,
    });
    expect(settled.map(({ totalExclVat, vatAmount }) => [totalExclVat, vatAmount])).toEqual([
      ['4.14', '0.87'],
      ['4.13', '0.87'],
      ['1.00', '0.09'],
    ]);
  });

  it('lose a cent once each, where rates and the whole were rounded apart', () => {
    const lines = [aLine('361.73', '75.964'), aLine('64.46', '13.537'), aLine('1.94', '0.406')];
    const settled = settleRounding(lines, {
      totals: { inclVat: '518.02', vat: '89.89' },
      vouchers: '0',
      taxTotals: new Map([['NL-1', '89.90']]),
      decimals: 2,
    });
    expect(settled.map(({ vatAmount }) => vatAmount)).toEqual(['75.96', '13.53', '0.40']);
  });

  it('do not hide what a voucher, or nothing, explains', () => {
    const receipt = { totals: { inclVat: '2.10', vat: '2.10' }, taxTotals: new Map(), decimals: 2 };
    const [line] = settleRounding([aLine('10.00', '2.10')], { ...receipt, vouchers: '10.00' });
    expect(line?.totalExclVat).toBe('10.00');
    expect(settleRounding([aLine('10.00', '2.10')], { ...receipt, vouchers: '0' })[0]?.totalExclVat).toBe('10.00');
  });
});
