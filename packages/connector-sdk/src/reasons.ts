import { defineReasons } from '@koppel/contracts';
import { failuresOf } from './failure.js';
import { en } from './reasons.en.js';
import { nl } from './reasons.nl.js';

/** The reasons that calls of every connector can meet: `http.…` and `budget.…`. */
export const callReasons = defineReasons({ en, nl });

/** For connector-host, which makes these failures. */
export const callFailure = failuresOf(callReasons);
