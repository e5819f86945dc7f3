import type { Issue } from '@koppel/contracts';
import { Badge, type Tone } from '@koppel/ui';
import { texts } from './texts.js';

export const issueStateTones: Record<Issue['state'], Tone> = {
  open: 'danger',
  held: 'warning',
  retrying: 'info',
  resolved: 'good',
  skipped: 'neutral',
};

/** What a class of failures is called. */
export const failureTitles = texts.failures;

export function IssueBadge({ state }: { state: Issue['state'] }) {
  return <Badge tone={issueStateTones[state]}>{texts.states[state]}</Badge>;
}
