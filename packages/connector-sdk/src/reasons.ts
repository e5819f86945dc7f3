import { defineReasons } from '@koppel/contracts';
import { failuresOf } from './failure.js';
import { en } from './reasons.en.js';
import { nl } from './reasons.nl.js';

/** The reasons that every connector can have: `connector.…`, `http.…`, `budget.…` and `orders.…`. */
export const callReasons = defineReasons({ en, nl });

/** For connector-host, which makes these failures. */
export const callFailure = failuresOf(callReasons);
