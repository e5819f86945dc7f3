import { failuresOf } from '@koppel/connector-sdk';
import { defineReasons, reasonsOf, withTerms } from '@koppel/contracts';
import { paymentLabels } from './payment-statuses.js';
import { en } from './reasons.en.js';
import { nl } from './reasons.nl.js';
import { dutch } from './texts.nl.js';

/** Statuses have the words of their setting. */
export const reasons = withTerms(defineReasons({ en, nl }), 'medusa', {
  en: paymentLabels,
  nl: dutch.settings.orderPayments.labels,
});
export const reason = reasonsOf(reasons);
export const failure = failuresOf(reasons);
