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

export function isPeriodClosed(company: Company, journal: Scalar | undefined, { year, period }: Period): boolean {
  return [...company.table(statuses).findBy('Journal', journal ?? null)].some(
    ({ row }) => row['Year'] === year && row['Period'] === period && row['Status'] === 1,
  );
}

/** The period of an entry; the wording of these refusals is not sourced. */
export function getOpenPeriod({ company }: WriteContext, journal: Scalar | undefined, day: number): Period {
  const found = periodOf(company, day);
  const text = new Date(day).toISOString().slice(0, 10);
  if (!found) throw invalid(`Date: ${text} is in no financial period`);
  if (isPeriodClosed(company, journal, found))
    throw badRequest(
      `Invalid: Period: ${found.year} / ${found.period} is closed for journal ${String(journal).trim()}`,
    );
  return found;
}
