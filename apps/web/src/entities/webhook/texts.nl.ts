import type { Translated } from '../../shared/i18n/translated.js';
import type { en } from './texts.js';

export const nl: Translated<typeof en> = {
  events: {
    'flows.v1.run.queued': 'Een run staat in de wachtrij',
    'flows.v1.run.started': 'Een run begint',
    'flows.v1.run.waiting': 'Een run wacht op een applicatie',
    'flows.v1.run.completed': 'Een run is voltooid',
    'flows.v1.run.failed': 'Een run mislukt',
    'flows.v1.run.cancelled': 'Een run wordt geannuleerd',
    'flows.v1.records.delivered': 'Er zijn records afgeleverd',
    'flows.v1.issue.opened': 'Er ontstaat een probleem',
    'flows.v1.issue.resolved': 'Een probleem is opgelost',
    'connections.v1.connection.changed': 'Een koppeling krijgt een andere status',
    'settings.v1.flow.changed': 'Een stroom is gewijzigd',
    'notifications.v1.webhook.tested': 'Test',
  },
  secret: 'Geheime sleutel',
  secretHelp:
    'Kopieer hem nu naar je software: hij wordt niet nog eens getoond. Je software controleert ermee dat een bericht van Koppel komt, volgens Standard Webhooks 1.0 (de headers webhook-id, webhook-timestamp en webhook-signature).',
  copy: 'Kopiëren',
  copied: 'Gekopieerd',
  states: { enabled: 'Ingeschakeld', disabled: 'Uitgeschakeld' },
  deliveryStates: { waiting: 'Wacht', delivered: 'Bezorgd', dead: 'Onbestelbaar' },
};
