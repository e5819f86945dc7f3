import { translated } from '../../shared/i18n/translated.js';
import { nl } from './texts.nl.js';

export const en = {
  outcomes: {
    created: 'Created',
    updated: 'Updated',
    withdrawn: 'Taken back',
    unchanged: 'Unchanged',
    filtered: 'Left out',
    failed: 'Issue',
    held: 'Waiting',
  },
  documents: {
    sales_order: 'Sales order',
    sales_invoice: 'Sales invoice',
    sales_entry: 'Sales entry',
    bank_entry: 'Bank entry',
    cash_entry: 'Cash entry',
  },
} as const;

export const texts = translated({ en, nl });
