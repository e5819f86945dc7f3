export { StackedBars, type Bar, type BarSeries, type StackedBarsProps } from './stacked-bars.js';
