import { failuresOf } from '@koppel/connector-sdk';
import { defineReasons, reasonsOf, withTerms } from '@koppel/contracts';
import { orderStateLabels } from './order-states.js';
import { en } from './reasons.en.js';
import { nl } from './reasons.nl.js';
import { dutch } from './texts.nl.js';

/** Statuses have the words of their setting. */
export const reasons = withTerms(defineReasons({ en, nl }), 'vendure', {
  en: orderStateLabels,
  nl: dutch.settings.orderStates.labels,
});
export const reason = reasonsOf(reasons);
export const failure = failuresOf(reasons);
