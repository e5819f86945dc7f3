/** Why a call of a webhook failed, and why Koppel disabled a webhook. */
export const notificationsEn = {
  'notifications.gone': 'The address answered that it is gone for good (HTTP 410).',
  'notifications.redirected':
    'The address leads to another one (HTTP {status}), which is not followed. Enter the final address.',
  'notifications.refused': 'The address answered with HTTP {status}.',
  'notifications.not_public': 'The address is not a public one over https. Only such addresses are called.',
  'notifications.timeout':
    'The address did not answer within {seconds} seconds. Take the event, answer at once, and work on it afterwards.',
  'notifications.name_unknown': 'The name in the address is not known. Check how it is written.',
  'notifications.name_lookup': 'The name in the address could not be looked up just now.',
  'notifications.nothing_listens': 'Nothing listens at the address.',
  'notifications.broken_off': 'The address broke the connection off.',
  'notifications.connect_timeout': 'The address did not take the connection in time.',
  'notifications.certificate_expired': 'The certificate of the address has expired.',
  'notifications.certificate_self_signed': 'The certificate of the address is self-signed, so it proves nothing.',
  'notifications.certificate_name': 'The certificate belongs to another name than the address.',
  'notifications.not_called': 'The address could not be called ({code}).',
  'notifications.disabled_gone':
    'The address answered that it is gone for good (HTTP 410). Enable the webhook again if that was a mistake.',
  'notifications.disabled_failing':
    'Every attempt at a delivery failed, and nothing else was taken meanwhile; the deliveries below show why. Fix the receiver, enable the webhook, and send again what is undeliverable.',
  'notifications.too_many_webhooks': 'Your organization has {max} webhooks, the maximum. Delete one that is not used.',
} as const;
