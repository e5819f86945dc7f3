import { translated } from '../../shared/i18n/translated.js';
import { nl } from './texts.nl.js';

export const en = {
  roles: {
    books: 'Accounting',
    catalogue: 'Catalogue',
    shop: 'Webshop',
    payments: 'Payments',
    logistics: 'Logistics',
    files: 'Files',
  },
  manualTitle: (name: string) => `Manual of ${name}`,
  manualInNewTab: 'Open in a new tab',
} as const;

export const texts = translated({ en, nl });
