export type { Bar, BarSeries, StackedBarsProps } from './stacked-bars.js';
export { StackedBars } from './stacked-bars.js';
