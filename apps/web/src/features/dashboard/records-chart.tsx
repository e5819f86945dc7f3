import { StackedBars } from '@koppel/ui/chart';
import { formatCount } from '../../shared/format/format.js';
import { barsOf, type Day, outcomes } from './dashboard.js';
import { texts } from './texts.js';

const series = outcomes.map((key) => ({ key, label: texts[key], color: `var(--koppel-chart-${key})` }));

/** Records per day as a chart; loaded apart from the page because of its size. */
export default function RecordsChart({ days }: { days: Day[] }) {
  return (
    <StackedBars
      label={texts.records}
      barHeader={texts.day}
      series={series}
      bars={barsOf(days)}
      formatValue={formatCount}
    />
  );
}
