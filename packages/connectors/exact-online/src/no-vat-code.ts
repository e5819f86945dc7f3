import { isZeroDecimal, type ConnectorContext } from '@koppel/connector-sdk';
import type { Reason } from '@koppel/contracts';
import type { OrderSettings } from './order-settings.js';
import { failure, reason } from './reasons.js';
import { codesOf, loadVatCodes, type VatCode } from './vat-codes.js';

const ofSetting = { field: 'noVatCode' };

/**
 * The VAT code of what is no supply: gift cards, store credit, rounding and differences of the total. A code of a supply at 0 % would
 * put them on the VAT return.
 *
 * @throws ConnectorFailure of class `value` where the chosen one cannot be used, or none is chosen and not exactly one fits.
 */
export function chooseNoVatCode(
  { noVatCode: chosen }: Pick<OrderSettings, 'noVatCode'>,
  codes: ReadonlyMap<string, VatCode>,
  homeCountry: string,
): VatCode {
  if (chosen !== '') {
    const vat = codes.get(chosen);
    if (vat && isUsable(vat)) return vat;
    throw failure('value', 'exact_online.no_vat_code_unusable', { code: chosen }, ofSetting);
  }
  const fitting = codesOf(homeCountry, codes.values(), homeCountry).filter(({ isNoVat }) => isNoVat);
  const [first, ...others] = fitting;
  if (!first) throw failure('value', 'exact_online.no_vat_code_none', {}, ofSetting);
  if (others.length === 0) return first;
  const codeList = fitting.map(({ code, description }) => `${code} (${description})`).join(', ');
  throw failure('value', 'exact_online.no_vat_code_several', { codes: codeList }, ofSetting);
}

function isUsable({ isBlocked, percent }: VatCode): boolean {
  return !isBlocked && isZeroDecimal(percent);
}

export async function checkNoVatCode(
  context: ConnectorContext,
  { noVatCode: code }: Pick<OrderSettings, 'noVatCode'>,
): Promise<Reason[]> {
  if (code === '') return [];
  const vat = (await loadVatCodes(context)).get(code);
  return vat && isUsable(vat) ? [] : [reason('exact_online.no_vat_code_unusable', { code }, ofSetting.field)];
}
