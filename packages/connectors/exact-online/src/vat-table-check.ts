import type { ConnectorContext, SettingsFindings } from '@koppel/connector-sdk';
import type { Reason } from '@koppel/contracts';
import { ExactClient } from './client.js';
import { reason } from './reasons.js';
import { loadVatCodes, type VatCode } from './vat-codes.js';
import { faultOfEntry, isOwnCodeAbroad, textOfVatKey, vatKeyOf, type VatTable } from './vat-table.js';

/** Checks the table against the administration. */
export async function checkVatTable(context: ConnectorContext, table: VatTable): Promise<SettingsFindings> {
  const findings = { problems: [] as Reason[], warnings: [] as Reason[] };
  if (Object.keys(table).length === 0) return findings;
  const codes = await loadVatCodes(context);
  const { homeCountry } = new ExactClient(context);
  const seen = new Map<string, string>();
  for (const [row, code] of Object.entries(table)) {
    const field = `vatCodes.${row}`;
    const key = vatKeyOf(row);
    const other = seen.get(textOfVatKey(key));
    seen.set(textOfVatKey(key), row);
    const vat = codes.get(code);
    const problem =
      other === undefined
        ? problemOf({ row, code, vat, homeCountry })
        : reason('exact_online.vat_entry_twice', { key: row, other }, field);
    if (problem) findings.problems.push(problem);
    else if (vat && isOwnCodeAbroad(key, vat, homeCountry))
      findings.warnings.push(reason('exact_online.vat_entry_own_code', { key: row, code }, field));
  }
  return findings;
}

interface TableEntry {
  row: string;
  code: string;
  vat: VatCode | undefined;
  homeCountry: string;
}

function problemOf({ row, code, vat, homeCountry }: TableEntry): Reason | undefined {
  const field = `vatCodes.${row}`;
  const key = vatKeyOf(row);
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
      return undefined;
  }
}
