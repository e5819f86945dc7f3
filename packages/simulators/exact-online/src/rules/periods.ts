import { badRequest, invalid } from '../errors.js';
import type { Company } from '../store/company.js';
import type { Row, Scalar } from '../store/row.js';
import type { WriteContext } from './rules.js';

const statuses = 'read/financial/JournalStatusByFinancialPeriod';

/** Year and period are the financial ones. */
export interface Period {
  year: number;
  period: number;
}

export function statusRow(isClosed: boolean): Row {
  return isClosed ? { Status: 1, StatusDescription: 'Closed' } : { Status: 0, StatusDescription: 'Open' };
}

function periodOf(company: Company, day: number): Period | undefined {
  for (const { row } of company.table('financial/FinancialPeriods').values()) {
    const end = Number(row['EndDate']) + 86_400_000;
    if (day >= Number(row['StartDate']) && day < end)
      return { year: Number(row['FinYear']), period: Number(row['FinPeriod']) };
  }
  return undefined;
}

export function hasPeriod(company: Company, { year, period }: Period): boolean {
  const rows = [...company.table('financial/FinancialPeriods').findBy('FinYear', year)];
  return rows.some(({ row }) => row['FinPeriod'] === period);
}

function isPeriodClosed(company: Company, journal: Scalar | undefined, { year, period }: Period): boolean {
  return [...company.table(statuses).findBy('Journal', journal ?? null)].some(
    ({ row }) => row['Year'] === year && row['Period'] === period && row['Status'] === 1,
  );
}

/** The wording of this refusal is not sourced. */
export function refuseClosedPeriod({ company }: WriteContext, journal: Scalar | undefined, period: Period): void {
  if (isPeriodClosed(company, journal, period))
    throw badRequest(
      `Invalid: Period: ${period.year} / ${period.period} is closed for journal ${String(journal).trim()}`,
    );
}

/** The period of an entry; the wording of these refusals is not sourced. */
export function getOpenPeriod(context: WriteContext, journal: Scalar | undefined, day: number): Period {
  const found = periodOf(context.company, day);
  if (!found) throw invalid(`Date: ${new Date(day).toISOString().slice(0, 10)} is in no financial period`);
  refuseClosedPeriod(context, journal, found);
  return found;
}
