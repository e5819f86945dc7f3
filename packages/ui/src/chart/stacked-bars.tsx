import { AxisBottom, AxisLeft } from '@visx/axis';
import { Group } from '@visx/group';
import { scaleBand, scaleLinear } from '@visx/scale';
import { BarStack } from '@visx/shape';
import { useState, type KeyboardEvent } from 'react';
import { useWidth } from './use-width.js';

const HEIGHT = 220;
const MARGIN = { top: 12, right: 22, bottom: 26, left: 44 };
const LABEL_WIDTH = 64;
const INNER_HEIGHT = HEIGHT - MARGIN.top - MARGIN.bottom;

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

/** Bars of stacked values, one after another in time; the arrow keys go through them, and a table says the same. */
export function StackedBars(props: StackedBarsProps) {
  const { ref, width } = useWidth<HTMLDivElement>();
  const [shownIndex, setShownIndex] = useState<number>();
  const shown = shownIndex === undefined ? undefined : props.bars[shownIndex];
  return (
    <div className="grid gap-3">
      <Legend series={props.series} />
      <div ref={ref} className="relative" style={{ height: HEIGHT }} onPointerLeave={() => setShownIndex(undefined)}>
        {width > 0 && <Drawing {...props} width={width} shownIndex={shownIndex} onShow={setShownIndex} />}
        {shown && shownIndex !== undefined && (
          <Tooltip
            bar={shown}
            series={props.series}
            formatValue={props.formatValue}
            place={(shownIndex + 0.5) / props.bars.length}
          />
        )}
        <Cursor {...props} shownIndex={shownIndex} onShow={setShownIndex} />
      </div>
      <ValueTable {...props} />
    </div>
  );
}

interface Shown {
  shownIndex: number | undefined;
  onShow: (index: number | undefined) => void;
}

function Drawing({
  bars,
  series,
  formatValue,
  width,
  shownIndex,
  onShow,
}: StackedBarsProps & Shown & { width: number }) {
  const innerWidth = Math.max(0, width - MARGIN.left - MARGIN.right);
  const keys = series.map(({ key }) => key);
  const data = bars.map(({ id, values }) => ({ ...values, id }) as Record<string, number | string>);
  const most = Math.max(4, ...bars.map(totalOf));
  const x = scaleBand({ domain: bars.map(({ id }) => id), range: [0, innerWidth], padding: 0.28 });
  const y = scaleLinear({ domain: [0, most], range: [INNER_HEIGHT, 0], nice: 4 });
  const color = (key: string) => series.find((one) => one.key === key)?.color ?? 'currentColor';
  const every = Math.max(1, Math.ceil(bars.length / Math.max(1, Math.floor(innerWidth / LABEL_WIDTH))));
  const labelled = bars.filter((_, index) => (bars.length - 1 - index) % every === 0);
  return (
    <svg aria-hidden width={width} height={HEIGHT} className="absolute inset-0">
      <Group left={MARGIN.left} top={MARGIN.top}>
        {y.ticks(4).map((tick) => (
          <line key={tick} x1={0} x2={innerWidth} y1={y(tick)} y2={y(tick)} stroke="var(--koppel-line)" />
        ))}
        <BarStack data={data} keys={keys} x={(one) => String(one.id)} xScale={x} yScale={y} color={color}>
          {(stacks) =>
            stacks.flatMap((stack) =>
              stack.bars.map((bar) => (
                <rect
                  key={`${stack.key}-${bar.index}`}
                  x={bar.x}
                  y={bar.y}
                  width={bar.width}
                  height={Math.max(0, bar.height - (bar.height > 2 ? 1 : 0))}
                  rx={Math.min(2, bar.height / 2)}
                  fill={bar.color}
                  opacity={shownIndex === undefined || shownIndex === bar.index ? 1 : 0.45}
                />
              )),
            )
          }
        </BarStack>
        <AxisLeft
          scale={y}
          numTicks={4}
          hideAxisLine
          hideTicks
          tickFormat={(value) => formatValue(Number(value))}
          tickLabelProps={{
            fill: 'var(--koppel-ink-soft)',
            fontSize: 12,
            fontFamily: 'inherit',
            textAnchor: 'end',
            dx: -4,
            dy: 4,
          }}
        />
        <AxisBottom
          scale={x}
          top={INNER_HEIGHT}
          hideTicks
          stroke="var(--koppel-line-strong)"
          tickValues={labelled.map(({ id }) => id)}
          tickFormat={(id) => bars.find((bar) => bar.id === id)?.label ?? ''}
          tickLabelProps={{ fill: 'var(--koppel-ink-soft)', fontSize: 12, fontFamily: 'inherit', textAnchor: 'middle' }}
        />
        {bars.map((bar, index) => (
          <rect
            key={bar.id}
            x={(x(bar.id) ?? 0) - (x.step() - x.bandwidth()) / 2}
            width={x.step()}
            height={INNER_HEIGHT}
            fill="transparent"
            onPointerEnter={() => onShow(index)}
            onPointerDown={() => onShow(index)}
          />
        ))}
      </Group>
    </svg>
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

/** The chart for the keyboard: bars are gone through as the values of a slider. */
function Cursor({ label, bars, series, formatValue, shownIndex, onShow }: StackedBarsProps & Shown) {
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
      aria-valuetext={`${bar.title}: ${wordsOf(bar, series, formatValue)}`}
      onKeyDown={move}
      onFocus={(event) => event.currentTarget.matches(':focus-visible') && onShow(index)}
      onBlur={() => onShow(undefined)}
      className="pointer-events-none absolute inset-0 rounded-control"
    />
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

function ValueTable({ label, barHeader, bars, series, formatValue }: StackedBarsProps) {
  return (
    <div className="sr-only">
      <table>
        <caption>{label}</caption>
        <thead>
          <tr>
            <th scope="col">{barHeader}</th>
            {series.map(({ key, label: words }) => (
              <th key={key} scope="col">
                {words}
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

function totalOf(bar: Bar): number {
  return Object.values(bar.values).reduce((sum, value) => sum + value, 0);
}

function wordsOf(bar: Bar, series: BarSeries[], formatValue: (value: number) => string): string {
  return series.map(({ key, label }) => `${label} ${formatValue(bar.values[key] ?? 0)}`).join(', ');
}
