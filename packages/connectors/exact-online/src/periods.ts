import { ConnectorFailure, pausesRun, type ConnectorContext } from '@koppel/connector-sdk';
import { ExactClient } from './client.js';
import { dayLiteral, dayOf, textLiteral } from './odata.js';
import type { OrderSettings } from './order-settings.js';
import { failure } from './reasons.js';

/** A period of the financial year. */
export interface FinancialPeriod {
  year: number;
  period: number;
  /** First and last day, `2026-11-30`. */
  start: string;
  end: string;
  /** For the journal that was asked for; false where none was. */
  isClosed: boolean;
}

interface KnownPeriods {
  fromDay: string;
  periods: FinancialPeriod[];
}

/**
 * The periods from a day on, the earliest first; asked once a run. Empty where the user may not read them: then Exact Online itself
 * refuses what is dated in a closed one.
 */
export async function loadPeriods(
  context: ConnectorContext,
  { journal, fromDay }: { journal?: string; fromDay: string },
): Promise<readonly FinancialPeriod[]> {
  const key = `periods:${journal ?? '-'}`;
  const known = context.cache.get(key) as KnownPeriods | undefined;
  if (known && known.fromDay <= fromDay) return known.periods;
  const periods = await readPeriods(new ExactClient(context), journal, fromDay).catch((error: unknown) => {
    if (isRefusal(error)) return [];
    throw error;
  });
  context.cache.set(key, { fromDay, periods } satisfies KnownPeriods);
  return periods;
}

/** Not for now, but as long as rights and questions are what they are. */
function isRefusal(error: unknown): boolean {
  return error instanceof ConnectorFailure && (error.failureClass === 'permission' || !pausesRun(error));
}

async function readPeriods(
  client: ExactClient,
  journal: string | undefined,
  fromDay: string,
): Promise<FinancialPeriod[]> {
  const rows = await client.allRows('financial/FinancialPeriods', {
    select: 'FinYear,FinPeriod,StartDate,EndDate',
    filter: `EndDate ge ${dayLiteral(fromDay)}`,
  });
  const periods = rows.map((row) => ({
    year: Number(row.FinYear),
    period: Number(row.FinPeriod),
    start: dayOf(row.StartDate) ?? '',
    end: dayOf(row.EndDate) ?? '',
  }));
  const firstYear = Math.min(Number(fromDay.slice(0, 4)), ...periods.map(({ year }) => year));
  const closed = journal === undefined ? new Set() : await readClosed(client, journal, firstYear);
  return periods
    .map((each) => ({ ...each, isClosed: closed.has(`${each.year}/${each.period}`) }))
    .sort((left, right) => left.start.localeCompare(right.start));
}

/** Status of a journal in a period: 0 open, 1 closed. */
const closedStatus = 1;

async function readClosed(client: ExactClient, journal: string, firstYear: number): Promise<Set<string>> {
  const rows = await client.allRows('read/financial/JournalStatusByFinancialPeriod', {
    select: 'Year,Period,Status',
    filter: `Journal eq ${textLiteral(journal)} and Year ge ${firstYear}`,
  });
  const closed = rows.filter((row) => Number(row.Status) === closedStatus);
  return new Set(closed.map((row) => `${Number(row.Year)}/${Number(row.Period)}`));
}

/** The period of a day; undefined where it is not known. */
export function periodOf(day: string, periods: readonly FinancialPeriod[]): FinancialPeriod | undefined {
  return periods.find(({ start, end }) => start <= day && day <= end);
}

/**
 * The day on which an order is booked in the ledger: its own, or the first of the next open period.
 *
 * @throws ConnectorFailure of class `value` where that is not wanted, or no later period is open.
 */
export function bookingDayOf(
  day: string,
  periods: readonly FinancialPeriod[],
  { closedPeriods }: Pick<OrderSettings, 'closedPeriods'>,
): string {
  const own = periodOf(day, periods);
  if (!own?.isClosed) return day;
  const params = { day, period: own.period, year: own.year };
  if (closedPeriods === 'wait')
    throw failure('value', 'exact_online.period_closed', params, { field: 'closedPeriods' });
  const next = periods.find(({ start, isClosed }) => start > day && !isClosed);
  if (!next) throw failure('value', 'exact_online.no_open_period', params, { field: 'closedPeriods' });
  return next.start;
}
