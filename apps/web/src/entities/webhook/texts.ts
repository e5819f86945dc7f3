import { translated } from '../../shared/i18n/translated.js';
import { nl } from './texts.nl.js';

export const en = {
  events: {
    'flows.v1.run.queued': 'A run is queued',
    'flows.v1.run.started': 'A run starts',
    'flows.v1.run.waiting': 'A run waits for an application',
    'flows.v1.run.completed': 'A run is completed',
    'flows.v1.run.failed': 'A run fails',
    'flows.v1.run.cancelled': 'A run is cancelled',
    'flows.v1.records.delivered': 'Records are delivered',
    'flows.v1.issue.opened': 'An issue opens',
    'flows.v1.issue.resolved': 'An issue is resolved',
    'connections.v1.connection.changed': 'A connection changes state',
    'settings.v1.flow.changed': 'A flow is changed',
    'notifications.v1.webhook.tested': 'Test',
  },
  secret: 'Signing secret',
  secretHelp:
    'Copy it into your software now: it is not shown again. Your software uses it to check that a call comes from Koppel, according to Standard Webhooks 1.0 (headers webhook-id, webhook-timestamp and webhook-signature).',
  copy: 'Copy',
  copied: 'Copied',
  states: { enabled: 'Enabled', disabled: 'Disabled' },
  deliveryStates: { waiting: 'Waiting', delivered: 'Delivered', dead: 'Undeliverable' },
} as const;

export const texts = translated({ en, nl });
