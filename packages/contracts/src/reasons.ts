import { defineReasons } from './reason.js';
import { errorsEn } from './reasons/errors.en.js';
import { errorsNl } from './reasons/errors.nl.js';
import { fieldsEn } from './reasons/fields.en.js';
import { fieldsNl } from './reasons/fields.nl.js';
import { flowsEn } from './reasons/flows.en.js';
import { flowsNl } from './reasons/flows.nl.js';
import { gatewayEn } from './reasons/gateway.en.js';
import { gatewayNl } from './reasons/gateway.nl.js';

/** Codes of errors, of problems with fields, and of each service. The messages stand in `reasons/<area>.<language>.ts`. */
export const errorReasons = defineReasons({ en: errorsEn, nl: errorsNl });
export const fieldReasons = defineReasons({ en: fieldsEn, nl: fieldsNl });
export const flowReasons = defineReasons({ en: flowsEn, nl: flowsNl });
export const gatewayReasons = defineReasons({ en: gatewayEn, nl: gatewayNl });

/** Every catalogue of this package. */
export const contractReasons = [errorReasons, fieldReasons, flowReasons, gatewayReasons];
