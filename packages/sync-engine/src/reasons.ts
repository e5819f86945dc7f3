import { defineReasons, reasonsOf } from '@koppel/contracts';
import { failuresOf } from '@koppel/connector-sdk';
import { en } from './reasons.en.js';
import { nl } from './reasons.nl.js';

/** The reasons that the engine itself gives: `sync.…`. */
export const syncReasons = defineReasons({ en, nl });
export const reason = reasonsOf(syncReasons);
export const failure = failuresOf(syncReasons);
