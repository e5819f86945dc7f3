import type { Flow } from '@koppel/contracts';

/** Why the saved settings of a flow could not be checked; the draft stores it, because the step that saved them is left at once. */
export interface Unchecked {
  message: string;
}

export function uncheckedKey({ id }: Pick<Flow, 'id'>): string {
  return `unchecked:${id}`;
}
