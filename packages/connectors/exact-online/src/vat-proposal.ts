import { isZeroDecimal, vatTerritoryOf, type ConnectorContext } from '@koppel/connector-sdk';
import type { Choice, Proposal, Reason } from '@koppel/contracts';
import { ExactClient } from './client.js';
import { reason } from './reasons.js';
import { fittingCodes, loadVatCodes, usualCode, type VatCode, type ZeroSupply } from './vat-codes.js';
import { textOfVatKey, vatKeyOf, type VatKey } from './vat-table.js';

/** The VAT table that this administration and what the shop charges give. */
export async function proposeVatTable(context: ConnectorContext, rates: readonly Choice[]): Promise<Proposal> {
  const codes = [...(await loadVatCodes(context)).values()];
  const keys = rates.map(({ value }) => vatKeyOf(value));
  return proposeVatCodes(keys, codes, new ExactClient(context).homeCountry);
}

/** A row that the table should have, with the codes that fit it. */
interface WantedRow {
  key: VatKey;
  fitting: VatCode[];
  /** Why it needs a person, unless one code fits. */
  gap: Reason;
  coveredBy: string[];
}

/** Pure: the code of each rate where one fits, and why a person must choose where none or several do. */
export function proposeVatCodes(rates: readonly VatKey[], codes: readonly VatCode[], homeCountry: string): Proposal {
  const charged = rates.filter(({ ratePercent }) => !isZeroDecimal(ratePercent));
  // A rate for every country is charged at home too.
  const keys = charged.flatMap((key) => (key.country === '*' ? [{ ...key, country: homeCountry }, key] : [key]));
  const unique = new Map(keys.map((key) => [textOfVatKey(key), key]));
  const wanted = [
    ...[...unique.values()].map((key) => rowOfRate(key, codes, homeCountry)),
    ...zeroRows(codes, homeCountry),
  ];
  const proposal: Proposal = { rows: [], gaps: [] };
  for (const row of wanted) {
    const key = textOfVatKey(row.key);
    const [only, ...others] = row.fitting;
    const code = usualCode([key], row.fitting, homeCountry) ?? (others.length === 0 ? only : undefined);
    if (code) proposal.rows.push({ key, value: code.code });
    else addGap(proposal, row.gap, { key, coveredBy: row.coveredBy });
  }
  return proposal;
}

function rowOfRate(key: VatKey, codes: readonly VatCode[], homeCountry: string): WantedRow {
  const { country, ratePercent } = key;
  const all = `*:${ratePercent}`;
  if (country === '*') return { key, fitting: [], gap: reason('exact_online.vat_gap_everywhere'), coveredBy: [] };
  const fitting = fittingCodes(codes, { ...key, homeCountry });
  if (country === homeCountry) {
    const gap = fitting.length > 0 ? severalFit(fitting) : reason('exact_online.vat_gap_home');
    return { key, fitting, gap, coveredBy: [all] };
  }
  const region = `${vatTerritoryOf({ country }).isInUnion ? 'EU' : 'EXPORT'}:${ratePercent}`;
  const gap = fitting.length > 0 ? severalFit(fitting) : reason('exact_online.vat_gap_foreign');
  return { key, fitting, gap, coveredBy: [region, all] };
}

function severalFit(fitting: readonly VatCode[]): Reason {
  return reason('exact_online.vat_gap_several', { codes: listOf(fitting), first: fitting[0]?.code ?? '' });
}

const zeroKeys = {
  domestic: 'exact_online.vat_gap_zero',
  intra_community: 'exact_online.vat_gap_intra_community',
  export: 'exact_online.vat_gap_export',
} as const satisfies Record<ZeroSupply, string>;

/** Without VAT: at home, to companies elsewhere in the Union, and out of it, whatever rates the shop has. */
function zeroRows(codes: readonly VatCode[], homeCountry: string): WantedRow[] {
  const row = (supply: ZeroSupply, country: string): WantedRow => {
    const wanted = { country: homeCountry, ratePercent: '0', homeCountry, supply };
    const fitting = fittingCodes(codes, wanted);
    const gap = reason(zeroKeys[supply], { codes: listOf(fitting) });
    return { key: { country, ratePercent: '0' }, fitting, gap, coveredBy: ['*:0'] };
  };
  return [row('domestic', homeCountry), row('intra_community', 'EU'), row('export', 'EXPORT')];
}

function listOf(codes: readonly VatCode[]): string {
  return codes.map(({ code, description }) => `${code} (${description})`).join(', ') || '-';
}

/** Rows with the same reason stand under one. */
function addGap({ gaps }: Proposal, why: Reason, row: Proposal['gaps'][number]['rows'][number]): void {
  const same = gaps.find(
    ({ reason: { code, params } }) => code === why.code && params['codes'] === why.params['codes'],
  );
  if (same) same.rows.push(row);
  else gaps.push({ reason: why, rows: [row] });
}
