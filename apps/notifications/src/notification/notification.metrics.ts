import { Counter, metricsRegistry } from '@koppel/service-kit';

export const notificationMessages = new Counter({
  name: 'koppel_notification_messages_total',
  help: 'Messages about alerts, by what became of them: sent, waiting (tried again later), dropped (nobody is to get it any more) or dead',
  labelNames: ['outcome'] as const,
  registers: [metricsRegistry],
});
