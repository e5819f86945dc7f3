import type { Webhook } from '@koppel/contracts';
import { texts } from './texts.js';

/** What a person chooses about a webhook. */
export type WebhookInput = Pick<Webhook, 'url' | 'description' | 'eventTypes'>;

export type InputProblems = Partial<Record<'url' | 'eventTypes', string>>;

/** What was typed, or what is wrong with it; whether Koppel may call the address, the server says. */
export function readWebhook(typed: WebhookInput): { input: WebhookInput } | { problems: InputProblems } {
  const input = { ...typed, url: typed.url.trim(), description: typed.description.trim() };
  const problems: InputProblems = {
    ...(!isWebAddress(input.url) && { url: texts.addressWrong }),
    ...(input.eventTypes.length === 0 && { eventTypes: texts.eventsMissing }),
  };
  return Object.keys(problems).length > 0 ? { problems } : { input };
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text);
}
