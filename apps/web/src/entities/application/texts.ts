import { translated } from '../../shared/i18n/translated.js';
import { nl } from './texts.nl.js';

export const en = {
  kinds: { erp: 'Accounting', webshop: 'Webshop' },
  manualTitle: (name: string) => `Manual of ${name}`,
  manualInNewTab: 'Open in a new tab',
} as const;

export const texts = translated({ en, nl });
