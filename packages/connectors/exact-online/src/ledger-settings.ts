import { z } from 'zod';

const code = z.string().trim().max(30);

/** Settings of what is booked in the ledger: invoices and sales entries. */
export const ledgerSettings = {
  salesJournal: code.default('').meta({
    title: 'Invoices and entries: sales journal',
    description:
      'The journal of Exact Online in which invoices and sales entries are booked. Empty: the only sales journal; where there are several, choose one, or these settings cannot be saved. Not used for sales orders.',
    'x-choices': 'sales_journals',
    'x-essential': false,
  }),
  closedPeriods: z
    .enum(['next', 'wait'])
    .default('next')
    .meta({
      title: 'Invoices and entries: when the period is closed',
      description:
        'An order may come after its month was closed in Exact Online. It can be booked on the first day of the next open period, which its record tells, or become an issue that waits for you. Not used for sales orders and drafts of invoices.',
      'x-labels': {
        next: 'Book it in the next open period',
        wait: 'Report an issue, and wait for me',
      },
      'x-essential': false,
    }),
  costCenter: code.default('').meta({
    title: 'Invoices and entries: cost centre',
    description: 'Stands on each line of invoices and sales entries. Empty: none.',
    'x-choices': 'cost_centers',
    'x-essential': false,
  }),
  costUnit: code.default('').meta({
    title: 'Invoices and entries: cost unit',
    description: 'Stands on each line of invoices and sales entries. Empty: none.',
    'x-choices': 'cost_units',
    'x-essential': false,
  }),
};
