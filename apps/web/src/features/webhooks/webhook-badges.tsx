import type { Webhook, WebhookDelivery } from '@koppel/contracts';
import { Badge } from '@koppel/ui';
import { texts } from './texts.js';

export function WebhookBadge({ state }: Pick<Webhook, 'state'>) {
  return <Badge tone={state === 'enabled' ? 'good' : 'neutral'}>{texts.states[state]}</Badge>;
}

const deliveryTones = { waiting: 'info', delivered: 'good', dead: 'danger' } as const;

export function DeliveryBadge({ state }: Pick<WebhookDelivery, 'state'>) {
  return <Badge tone={deliveryTones[state]}>{texts.deliveryStates[state]}</Badge>;
}
