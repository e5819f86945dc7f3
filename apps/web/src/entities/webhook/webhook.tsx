import type { Webhook, WebhookDelivery } from '@koppel/contracts';
import { Badge, CopyField, Field } from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { apiQuery } from '../../shared/api/queries.js';
import { texts } from './texts.js';

export function WebhookBadge({ state }: Pick<Webhook, 'state'>) {
  return <Badge tone={state === 'enabled' ? 'good' : 'neutral'}>{texts.states[state]}</Badge>;
}

const deliveryTones = { waiting: 'info', delivered: 'good', dead: 'danger' } as const;

export function DeliveryBadge({ state }: Pick<WebhookDelivery, 'state'>) {
  return <Badge tone={deliveryTones[state]}>{texts.deliveryStates[state]}</Badge>;
}

/** A signing secret, the one time that it is shown. */
export function SecretField({ secret }: { secret: string }) {
  return (
    <Field label={texts.secret} help={texts.secretHelp}>
      <CopyField value={secret} copyLabel={texts.copy} copiedLabel={texts.copied} />
    </Field>
  );
}

/** What a webhook is called: its description, or where it goes. */
export function webhookName({ description, url }: Pick<Webhook, 'description' | 'url'>): string {
  return description === '' ? url : description;
}

/** The label of an event type; an unknown type is shown as it is. */
export function eventLabel(type: string): string {
  const labels: Partial<Record<string, string>> = texts.events;
  return labels[type] ?? type;
}

const POLL_MS = 5000;

/** One webhook out of the few that there are; null where there is none of that id. */
export function useWebhook(webhookId: string) {
  return useQuery({
    ...apiQuery('listWebhooks', {}),
    refetchInterval: POLL_MS,
    select: ({ items }): Webhook | null => items.find(({ id }) => id === webhookId) ?? null,
  });
}
