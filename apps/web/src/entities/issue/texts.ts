import { translated } from '../../shared/i18n/translated.js';
import { nl } from './texts.nl.js';

export const en = {
  states: {
    open: 'Open',
    held: 'Waiting',
    retrying: 'Retrying',
    resolved: 'Resolved',
    skipped: 'Skipped',
  },
  /** By failure class. What it means and what to do says the reason. */
  failures: {
    value: 'A value is missing or does not fit',
    missing_reference: 'Something is missing at the target',
    duplicate: 'Duplicate',
    permission: 'Not allowed',
    rate_limit: 'Too many requests',
    too_large: 'Too large',
    intermittent: 'Temporary failure',
    application_down: 'Application not reachable',
    defect: 'Error in Koppel',
  },
  /** By the kind of what is missing, as connectors name it. */
  waits: {
    item: (key: string) => `article ${key}`,
    product: (key: string) => `article ${key}`,
    account: (key: string) => `customer ${key}`,
    order: (key: string) => `order ${key}`,
    currency: (key: string) => `the currency ${key}`,
    invoice: (key: string) => `the final invoice of ${key}`,
    payment: (key: string) => `the payment of ${key} to be taken back`,
    tax_rate: (key: string) => `a VAT rate of ${key} %`,
    vat_rate: (key: string) => `the VAT rate of ${key}`,
  },
} as const;

export const texts = translated({ en, nl });
