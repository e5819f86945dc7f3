import { defineReasons, reasonsOf } from '@koppel/contracts';
import { failuresOf } from './failure.js';
import { en } from './reasons.en.js';
import { nl } from './reasons.nl.js';

/** The reasons that every connector can have: `connector.…`, `http.…`, `budget.…`, `orders.…` and `products.…`. */
export const sharedReasons = defineReasons({ en, nl });

/** One of them, for what is left out. */
export const sharedReason = reasonsOf(sharedReasons);

/** A failure for one of them. */
export const sharedFailure = failuresOf(sharedReasons);
