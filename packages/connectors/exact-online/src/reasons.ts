import { failuresOf } from '@koppel/connector-sdk';
import { defineReasons, reasonsOf } from '@koppel/contracts';
import { paymentsEn } from './payments/reasons.en.js';
import { paymentsNl } from './payments/reasons.nl.js';
import { en } from './reasons.en.js';
import { nl } from './reasons.nl.js';

export const reasons = defineReasons({ en: { ...en, ...paymentsEn }, nl: { ...nl, ...paymentsNl } });
export const reason = reasonsOf(reasons);
export const failure = failuresOf(reasons);
