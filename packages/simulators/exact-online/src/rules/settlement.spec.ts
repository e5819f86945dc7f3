import { decimal, toDecimalString } from '../money.js';
import { type OpenAmount, settle } from './settlement.js';

/** Receivables, then payments whose sign is that of money in; returns what is open of each. */
function openAfter(matching: 'exact' | 'partial', receivables: string[], payments: string[]): string[] {
  const bookings: OpenAmount[] = [
    ...receivables.map((text) => ({ kind: 'receivable' as const, open: decimal(text) })),
    ...payments.map((text) => ({ kind: 'payment' as const, open: decimal(`${-Number(text)}`) })),
  ];
  settle(bookings, matching);
  return bookings.map(({ open }) => `${Number(toDecimalString(open))}`);
}

describe('settlement of open items', () => {
  it.each([
    ['the same amount', ['12.10'], ['12.1'], ['0', '0'], ['0', '0']],
    ['less', ['12.1'], ['10'], ['12.1', '-10'], ['2.1', '0']],
    ['more', ['12.1'], ['15'], ['12.1', '-15'], ['0', '-2.9']],
    ['two parts', ['100'], ['60', '40'], ['100', '-60', '-40'], ['0', '0', '0']],
    ['money out for a credit', ['-12.1'], ['-12.1'], ['0', '0'], ['0', '0']],
    ['money out for an invoice', ['12.1'], ['-12.1'], ['12.1', '12.1'], ['12.1', '12.1']],
    ['an invoice and its credit', ['50', '-20'], ['50', '-20'], ['0', '0', '0', '0'], ['0', '0', '0', '0']],
    ['two invoices, the second paid', ['50', '30'], ['30'], ['50', '0', '0'], ['50', '0', '0']],
    ['nothing', ['50'], [], ['50'], ['50']],
  ])('%s', (_name, receivables, payments, exact, partial) => {
    expect(openAfter('exact', receivables, payments)).toEqual(exact);
    expect(openAfter('partial', receivables, payments)).toEqual(partial);
  });
});
