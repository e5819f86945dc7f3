import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { BarsDrawing, HEIGHT } from './bars-drawing.js';

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
            position={(shownIndex + 0.5) / props.bars.length}
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

function Tooltip(props: { bar: Bar; series: BarSeries[]; formatValue: (value: number) => string; position: number }) {
  const { bar, series, formatValue, position } = props;
  const side =
    position > 0.5 ? { right: `${(1 - position) * 100 + 4}%` } : { left: `calc(${position * 100}% + 3.5rem)` };
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

export interface BarSeries {
  key: string;
  label: string;
  /** A CSS colour, such as `var(--koppel-chart-created)`. */
  color: string;
}

export interface Bar {
  id: string;
  /** Stands below the axis. */
  label: string;
  /** Names the bar in the tooltip and the table. */
  title: string;
  values: Record<string, number>;
}

export interface StackedBarsProps {
  /** Names the chart and its table. */
  label: string;
  /** Heads the first column of the table. */
  barHeader: string;
  series: BarSeries[];
  bars: Bar[];
  formatValue: (value: number) => string;
}

/** The index of the active bar. */
export interface Shown {
  shownIndex: number | undefined;
  onShow: (index: number | undefined) => void;
}

/** Keyboard access to the chart: a slider over its bars. */
export function BarsCursor({ label, bars, series, formatValue, shownIndex, onShow }: StackedBarsProps & Shown) {
  const last = bars.length - 1;
  const index = shownIndex ?? last;
  const bar = bars[index];
  const steps: Record<string, number> = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: last };
  const move = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onShow(undefined);
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    onShow(Math.min(last, Math.max(0, next)));
  };
  if (!bar) return null;
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={index}
      aria-valuetext={`${bar.title}: ${valuesText(bar, series, formatValue)}`}
      onKeyDown={move}
      onFocus={(event) => event.currentTarget.matches(':focus-visible') && onShow(index)}
      onBlur={() => onShow(undefined)}
      className="pointer-events-none absolute inset-0 rounded-control"
    />
  );
}

/** The same values for those who do not see the drawing. */
export function BarsTable({ label, barHeader, bars, series, formatValue }: StackedBarsProps) {
  return (
    <div className="sr-only">
      <table>
        <caption>{label}</caption>
        <thead>
          <tr>
            <th scope="col">{barHeader}</th>
            {series.map(({ key, label: name }) => (
              <th key={key} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {bars.map((bar) => (
            <tr key={bar.id}>
              <th scope="row">{bar.title}</th>
              {series.map(({ key }) => (
                <td key={key}>{formatValue(bar.values[key] ?? 0)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function valuesText(bar: Bar, series: BarSeries[], formatValue: (value: number) => string): string {
  return series.map(({ key, label }) => `${label} ${formatValue(bar.values[key] ?? 0)}`).join(', ');
}

/** The width of an element in pixels, 0 until it is known. */
export function useWidth<Element extends HTMLElement>() {
  const ref = useRef<Element>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!ref.current) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, []);
  return { ref, width };
}
