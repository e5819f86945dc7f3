import type { ConnectorContext } from '@koppel/connector-sdk';
import { compareDecimals, multiplyDecimals, trimDecimal } from '@koppel/connector-sdk';
import type { Decimal } from '@koppel/contracts';
import { ExactClient } from './client.js';
import { decimalOf, flagOf, textOf, type Row } from './odata.js';

export interface VatCode {
  code: string;
  description: string;
  /** `21` */
  percent: Decimal;
  /** Prices with this code contain the VAT. */
  isInclusive: boolean;
  isBlocked: boolean;
  /** Country it belongs to; undefined for the administration's own. */
  country?: string;
}

export function vatCodeOf(row: Row): VatCode | undefined {
  const code = textOf(row.Code);
  if (code === undefined) return undefined;
  // `VATCodes.Percentage` is a fraction: 0.21.
  const fraction = textOf(row.Type) === 'N' ? '0' : (decimalOf(row.Percentage) ?? '0');
  return {
    code,
    description: textOf(row.Description) ?? code,
    percent: trimDecimal(multiplyDecimals(fraction, '100')),
    isInclusive: textOf(row.Type) === 'I',
    isBlocked: flagOf(row.IsBlocked),
    country: textOf(row.OssCountry) ?? textOf(row.Country),
  };
}

/** The VAT codes of the administration by code, asked once a run. */
export async function loadVatCodes(context: ConnectorContext): Promise<Map<string, VatCode>> {
  const cached = context.cache.get('vat_codes') as Map<string, VatCode> | undefined;
  if (cached) return cached;
  const select = 'Code,Description,Percentage,Type,IsBlocked,Country,OssCountry';
  const rows = await new ExactClient(context).allRows('vat/VATCodes', { select });
  const codes = new Map(rows.flatMap((row) => vatCodeOf(row) ?? []).map((vat) => [vat.code, vat]));
  context.cache.set('vat_codes', codes);
  return codes;
}

export function isSameRate(left: Decimal, right: Decimal): boolean {
  return compareDecimals(left, right) === 0;
}
