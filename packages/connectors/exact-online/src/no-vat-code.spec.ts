import type { ConnectorFailure } from '@koppel/connector-sdk';
import { chooseNoVatCode } from './no-vat-code.js';
import type { VatCode } from './vat-codes.js';

const aVatCode = (code: string, change: Partial<VatCode> = {}): [string, VatCode] => [
  code,
  { code, description: `Code ${code}`, percent: '0', isInclusive: false, isBlocked: false, ...change },
];
const none = aVatCode('0', { isNoVat: true });
const zero = aVatCode('5');

const chosen = (codes: [string, VatCode][], noVatCode = ''): string =>
  chooseNoVatCode({ noVatCode }, new Map(codes), 'NL').code;

it('is the only one of the type "No VAT", not a supply at 0 %', () => {
  const blocked = aVatCode('9', { isNoVat: true, isBlocked: true });
  const purchase = aVatCode('10', { isNoVat: true, isForPurchasesOnly: true });
  expect(chosen([zero, none, blocked, purchase])).toBe('0');
});

it('is the one that a person chose', () => {
  expect(chosen([zero, none], '5')).toBe('5');
});

it.each<[string, [string, VatCode][], string, string]>([
  ['none fits', [zero], '', 'exact_online.no_vat_code_none'],
  ['several fit', [none, aVatCode('00', { isNoVat: true })], '', 'exact_online.no_vat_code_several'],
  ['the chosen one does not exist', [none], '99', 'exact_online.no_vat_code_unusable'],
  ['the chosen one is blocked', [aVatCode('5', { isBlocked: true })], '5', 'exact_online.no_vat_code_unusable'],
  ['the chosen one charges VAT', [aVatCode('2', { percent: '21' })], '2', 'exact_online.no_vat_code_unusable'],
])('is asked for where %s', (_name, codes, setting, code) => {
  expect(() => chosen(codes, setting)).toThrow(
    expect.objectContaining<Partial<ConnectorFailure>>({
      failureClass: 'value',
      reason: expect.objectContaining({ code, field: 'noVatCode' }),
    }),
  );
});
