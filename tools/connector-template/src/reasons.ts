import { failuresOf } from '@koppel/connector-sdk';
import { defineReasons, reasonsOf } from '@koppel/contracts';
import { en } from './reasons.en.js';
import { nl } from './reasons.nl.js';

export const reasons = defineReasons({ en, nl });
export const reason = reasonsOf(reasons);
export const failure = failuresOf(reasons);
