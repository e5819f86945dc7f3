import type { ConnectorContext } from '@koppel/connector-sdk';
import type { Reason } from '@koppel/contracts';
import { ExactClient } from './client.js';
import { reason } from './reasons.js';
import { loadVatCodes } from './vat-codes.js';
import { faultOfEntry, textOfVatKey, vatKeyOf, type VatTable } from './vat-table.js';

/** Checks the table against the administration. */
export async function checkVatTable(context: ConnectorContext, table: VatTable): Promise<Reason[]> {
  if (Object.keys(table).length === 0) return [];
  const codes = await loadVatCodes(context);
  const { homeCountry } = new ExactClient(context);
  const seen = new Map<string, string>();
  return Object.entries(table).flatMap(([row, code]) => {
    const field = `vatCodes.${row}`;
    const key = vatKeyOf(row);
    const other = seen.get(textOfVatKey(key));
    seen.set(textOfVatKey(key), row);
    if (other !== undefined) return reason('exact_online.vat_entry_twice', { key: row, other }, field);
    const vat = codes.get(code);
    const { percent = '', country = '' } = vat ?? {};
    switch (faultOfEntry(key, vat, homeCountry)) {
      case 'unknown':
        return reason('exact_online.vat_entry_unknown', { code }, field);
      case 'blocked':
        return reason('exact_online.vat_entry_blocked', { code }, field);
      case 'other_rate':
        return reason('exact_online.vat_entry_other_rate', { code, percent, rate: key.ratePercent }, field);
      case 'other_country':
        return reason('exact_online.vat_entry_other_country', { code, country, key: row }, field);
      default:
        return [];
    }
  });
}
