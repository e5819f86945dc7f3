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

/** The bar that is pointed at, by its place. */
export interface Shown {
  shownIndex: number | undefined;
  onShow: (index: number | undefined) => void;
}
