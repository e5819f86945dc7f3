import { failuresOf } from '@koppel/connector-sdk';
import { defineReasons, reasonsOf, withTerms } from '@koppel/contracts';
import { statusLabels } from './order-statuses.js';
import { en } from './reasons.en.js';
import { nl } from './reasons.nl.js';
import { dutch } from './texts.nl.js';

/** Statuses have the words of their setting. */
export const reasons = withTerms(defineReasons({ en, nl }), 'woocommerce', {
  en: { ...statusLabels, trash: 'In the bin' },
  nl: { ...dutch.settings.orderStatuses.labels, trash: 'In de prullenbak' },
});
export const reason = reasonsOf(reasons);
export const failure = failuresOf(reasons);
