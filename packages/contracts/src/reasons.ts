import { defineReasons } from './reason.js';
import { alertsEn } from './reasons/alerts.en.js';
import { alertsNl } from './reasons/alerts.nl.js';
import { connectionsEn } from './reasons/connections.en.js';
import { connectionsNl } from './reasons/connections.nl.js';
import { errorsEn } from './reasons/errors.en.js';
import { errorsNl } from './reasons/errors.nl.js';
import { fieldsEn } from './reasons/fields.en.js';
import { fieldsNl } from './reasons/fields.nl.js';
import { flowsEn } from './reasons/flows.en.js';
import { flowsNl } from './reasons/flows.nl.js';
import { gatewayEn } from './reasons/gateway.en.js';
import { gatewayNl } from './reasons/gateway.nl.js';
import { mailsEn } from './reasons/mails.en.js';
import { mailsNl } from './reasons/mails.nl.js';
import { notificationsEn } from './reasons/notifications.en.js';
import { notificationsNl } from './reasons/notifications.nl.js';

/** Codes of errors, of problems with fields, and of each service. The messages stand in `reasons/<area>.<language>.ts`. */
export const errorReasons = defineReasons({ en: errorsEn, nl: errorsNl });
export const fieldReasons = defineReasons({ en: fieldsEn, nl: fieldsNl });
export const flowReasons = defineReasons({ en: flowsEn, nl: flowsNl });
export const gatewayReasons = defineReasons({ en: gatewayEn, nl: gatewayNl });
export const connectionReasons = defineReasons({ en: connectionsEn, nl: connectionsNl });
export const notificationReasons = defineReasons({ en: notificationsEn, nl: notificationsNl });
export const mailReasons = defineReasons({ en: mailsEn, nl: mailsNl });
export const alertReasons = defineReasons({ en: alertsEn, nl: alertsNl });

/** Every catalogue of this package. */
export const contractReasons = [
  errorReasons,
  fieldReasons,
  flowReasons,
  gatewayReasons,
  connectionReasons,
  notificationReasons,
  mailReasons,
  alertReasons,
];
