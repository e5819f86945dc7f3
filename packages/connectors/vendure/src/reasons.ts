import { failuresOf } from '@koppel/connector-sdk';
import { defineReasons, reasonsOf, withTerms } from '@koppel/contracts';
import { orderStateLabels } from './order-states.js';
import { en } from './reasons.en.js';
import { nl } from './reasons.nl.js';
import { dutch } from './texts.nl.js';

/** The states of payments and refunds that orders do not have. */
const transactionStates = {
  en: {
    Created: 'Begun',
    Authorized: 'Authorised',
    Declined: 'Declined',
    Error: 'In error',
    Pending: 'Pending',
    Failed: 'Failed',
  },
  nl: {
    ...{ Created: 'Begonnen', Authorized: 'Geautoriseerd', Declined: 'Geweigerd' },
    ...{ Error: 'Fout', Pending: 'In behandeling', Failed: 'Mislukt' },
  },
};

/** Statuses of orders have the words of their setting. */
export const reasons = withTerms(defineReasons({ en, nl }), 'vendure', {
  en: { ...orderStateLabels, ...transactionStates.en },
  nl: { ...dutch.settings.orderStates.labels, ...transactionStates.nl },
});
export const reason = reasonsOf(reasons);
export const failure = failuresOf(reasons);
