import type { Application, Draft } from '@koppel/contracts';
import { texts } from './texts.js';

/** Whether there is something to go on with: a wizard that was only opened holds nothing. */
export function isBegun(draft: Draft): boolean {
  return draft.applicationIds.some((id) => id !== null) || draft.connectionIds.some((id) => id !== null);
}

/** `Exact Online – WooCommerce`, as far as they are chosen. */
export function draftTitle(draft: Draft, applications: Application[]): string {
  return draft.applicationIds
    .map((wanted) => applications.find(({ id }) => id === wanted)?.name ?? wanted ?? texts.notChosen)
    .join(' – ');
}
