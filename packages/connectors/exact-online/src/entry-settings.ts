import { z } from 'zod';

const code = z.string().trim().max(30);

/** Settings of sales entries, whose lines stand on ledger accounts instead of items. */
export const entrySettings = {
  revenueAccounts: z
    .record(z.string().regex(/^(([A-Z]{2}|EU|EXPORT|\*):\d{1,3}(\.\d{1,6})?|\*)$/), code.min(1))
    .default({})
    .meta({
      title: 'Sales entries: revenue accounts',
      description:
        'On which ledger account revenue is booked, by the country whose VAT was charged and the percentage: NL:21 is 21 % in the Netherlands. In place of a country also EU, EXPORT or *, as in the table of VAT codes. A * alone is the account for all that is not listed.',
      'x-choices': 'ledger_accounts',
      'x-key-choices': 'vat_rates',
      'x-key-title': 'Country and percentage',
      'x-value-title': 'Ledger account in Exact Online',
      'x-essential': false,
    }),
  shippingAccount: code.default('').meta({
    title: 'Sales entries: account for shipping costs',
    description: 'The ledger account for shipping costs. Empty: that of the revenue.',
    'x-choices': 'ledger_accounts',
    'x-essential': false,
  }),
  voucherAccount: code.default('').meta({
    title: 'Sales entries: account for gift cards and store credit',
    description:
      'The ledger account from which goes what a customer paid with a gift card or store credit. Empty: such an order becomes an issue.',
    'x-choices': 'ledger_accounts',
    'x-essential': false,
  }),
  differenceAccount: code.default('').meta({
    title: 'Sales entries: account for differences of the total',
    description: 'Only needed when they are booked.',
    'x-choices': 'ledger_accounts',
    'x-essential': false,
  }),
  roundingAccount: code.default('').meta({
    title: 'Sales entries: account for rounding differences',
    description:
      'Where Exact Online calculates VAT in its own way, the cents that are missing of the total go on this account. Empty: the revenue account for all that is not listed.',
    'x-choices': 'ledger_accounts',
    'x-essential': false,
  }),
};
