import type { Webhook } from '@koppel/contracts';
import { texts } from './texts.js';

/** What a webhook is called: its description, or where it goes. */
export function webhookName({ description, url }: Pick<Webhook, 'description' | 'url'>): string {
  return description === '' ? url : description;
}

/** What an event means; a type of a newer Koppel, whose meaning this page does not know, stands as it is. */
export function eventWord(type: string): string {
  const words: Partial<Record<string, string>> = texts.eventWords;
  return words[type] ?? type;
}
