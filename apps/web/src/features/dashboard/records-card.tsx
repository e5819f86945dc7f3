import { Card, Segments, Stack, StatList, Text } from '@koppel/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { apiQuery } from '../../lib/api/queries.js';
import { formatCount } from '../../lib/format/format.js';
import { QueryView } from '../../lib/page/query-view.js';
import { outcomes, totalsOf, type Day } from './statistics.js';
import { texts } from './texts.js';

const RecordsChart = lazy(() => import('./records-chart.js'));

const periods = ['7', '14', '30'] as const;
const periodOptions = periods.map((value) => ({ value, label: texts.days(Number(value)) }));

/** What travelled, day by day. */
export function RecordsCard() {
  const [period, setPeriod] = useState<(typeof periods)[number]>('14');
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const statistics = useQuery({
    ...apiQuery('getStatistics', { days: Number(period), timeZone }),
    placeholderData: keepPreviousData,
  });
  return (
    <Card
      title={texts.records}
      description={texts.recordsHelp}
      aside={
        <Segments label={texts.period} isLabelHidden options={periodOptions} value={period} onChange={setPeriod} />
      }
    >
      <div className="min-h-80">
        <QueryView query={statistics}>{({ days }) => <Days days={days} />}</QueryView>
      </div>
    </Card>
  );
}

function Days({ days }: { days: Day[] }) {
  const totals = totalsOf(days);
  const isEmpty = outcomes.every((outcome) => totals[outcome] === 0);
  return (
    <Stack gap="lg">
      <StatList stats={outcomes.map((outcome) => ({ label: texts[outcome], value: formatCount(totals[outcome]) }))} />
      {isEmpty ? (
        <Text tone="soft">{texts.nothingTravelled}</Text>
      ) : (
        <Suspense fallback={<div className="h-64" />}>
          <RecordsChart days={days} />
        </Suspense>
      )}
    </Stack>
  );
}
