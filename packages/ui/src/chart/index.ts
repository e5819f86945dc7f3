export type { Bar, BarSeries, StackedBarsProps } from './bars.js';
export { StackedBars } from './stacked-bars.js';
