import type { KeyboardEvent } from 'react';
import type { Bar, BarSeries, Shown, StackedBarsProps } from './bars.js';

/** The chart for the keyboard: bars are gone through as the values of a slider. */
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
      aria-valuetext={`${bar.title}: ${wordsOf(bar, series, formatValue)}`}
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

function wordsOf(bar: Bar, series: BarSeries[], formatValue: (value: number) => string): string {
  return series.map(({ key, label }) => `${label} ${formatValue(bar.values[key] ?? 0)}`).join(', ');
}
