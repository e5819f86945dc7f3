import { useState } from 'react';
import { BarsDrawing, HEIGHT } from './bars-drawing.js';
import { BarsCursor, BarsTable } from './bars-words.js';
import type { Bar, BarSeries, StackedBarsProps } from './bars.js';
import { useWidth } from './use-width.js';

/** Bars of stacked values, one after another in time; the arrow keys go through them, and a table says the same. */
export function StackedBars(props: StackedBarsProps) {
  const { ref, width } = useWidth<HTMLDivElement>();
  const [shownIndex, setShownIndex] = useState<number>();
  const shown = shownIndex === undefined ? undefined : props.bars[shownIndex];
  return (
    <div className="grid gap-3">
      <Legend series={props.series} />
      <div ref={ref} className="relative" style={{ height: HEIGHT }} onPointerLeave={() => setShownIndex(undefined)}>
        {width > 0 && <BarsDrawing {...props} width={width} shownIndex={shownIndex} onShow={setShownIndex} />}
        {shown && shownIndex !== undefined && (
          <Tooltip
            bar={shown}
            series={props.series}
            formatValue={props.formatValue}
            place={(shownIndex + 0.5) / props.bars.length}
          />
        )}
        <BarsCursor {...props} shownIndex={shownIndex} onShow={setShownIndex} />
      </div>
      <BarsTable {...props} />
    </div>
  );
}

function Legend({ series }: { series: BarSeries[] }) {
  return (
    <ul aria-hidden className="flex flex-wrap gap-x-5 gap-y-1 text-sm text-ink-soft">
      {series.map(({ key, label, color }) => (
        <li key={key} className="flex items-center gap-2">
          <span className="size-2.5 rounded-sm" style={{ background: color }} />
          {label}
        </li>
      ))}
    </ul>
  );
}

function Tooltip(props: { bar: Bar; series: BarSeries[]; formatValue: (value: number) => string; place: number }) {
  const { bar, series, formatValue, place } = props;
  const side = place > 0.5 ? { right: `${(1 - place) * 100 + 4}%` } : { left: `calc(${place * 100}% + 3.5rem)` };
  return (
    <div
      aria-hidden
      style={side}
      className="pointer-events-none absolute top-2 z-10 w-max rounded-control border border-line bg-surface px-3 py-2 text-sm shadow-dialog"
    >
      <p className="mb-1 font-medium">{bar.title}</p>
      <dl className="grid gap-0.5">
        {series.map(({ key, label, color }) => (
          <div key={key} className="flex items-center gap-2">
            <span className="size-2.5 rounded-sm" style={{ background: color }} />
            <dt className="flex-1 text-ink-soft">{label}</dt>
            <dd className="pl-3 font-medium tabular-nums">{formatValue(bar.values[key] ?? 0)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
