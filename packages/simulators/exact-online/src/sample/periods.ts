import type { Row } from '../store/row.js';
import { guidFor } from './deterministic.js';

/** Financial years that are calendar years of twelve periods. */
const years = { first: 2009, last: 2028 };

function periods(): { year: number; period: number }[] {
  const count = years.last - years.first + 1;
  return Array.from({ length: 12 * count }, (_, index) => ({
    year: years.first + Math.floor(index / 12),
    period: (index % 12) + 1,
  }));
}

export function periodRows(division: number): Row[] {
  return periods().map(({ year, period }) => ({
    ...{ ID: guidFor(`${division}/periods/${year}/${period}`), FinYear: year, FinPeriod: period },
    ...{ StartDate: Date.UTC(year, period - 1, 1), EndDate: Date.UTC(year, period, 0) },
  }));
}

/** Every period is open for every journal. */
export function journalStatusRows(division: number, journals: readonly Row[]): Row[] {
  return journals.flatMap((journal) =>
    periods().map(({ year, period }) => ({
      ID: guidFor(`${division}/status/${journal['Code']}/${year}/${period}`),
      ...{ Journal: journal['Code'] ?? null, JournalDescription: journal['Description'] ?? null },
      ...{ JournalType: journal['Type'] ?? null, Year: year, Period: period, Status: 0, StatusDescription: 'Open' },
    })),
  );
}
