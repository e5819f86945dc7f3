import { httpAddresses } from '../http-addresses.js';
import * as statistics from '../statistics.js';
import { route } from './http-route.js';

export const routes = {
  getStatistics: route({
    ...httpAddresses.getStatistics,
    contract: statistics.statisticsGet,
    summary: 'Records per day',
    tag: 'Dashboard',
  }),
  listBudgets: route({
    ...httpAddresses.listBudgets,
    contract: statistics.budgetList,
    summary: 'What connections have used of their limits',
    tag: 'Dashboard',
  }),
} as const;
