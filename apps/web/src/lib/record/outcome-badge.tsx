import type { RecordOutcome } from '@koppel/contracts';
import { Badge, type Tone } from '@koppel/ui';
import { texts } from './texts.js';

export const outcomeTones: Record<RecordOutcome, Tone> = {
  created: 'good',
  updated: 'info',
  unchanged: 'neutral',
  filtered: 'neutral',
  failed: 'danger',
  held: 'warning',
};

/** What became of a record, in a word. */
export function OutcomeBadge({ outcome }: { outcome: RecordOutcome }) {
  return <Badge tone={outcomeTones[outcome]}>{texts.outcomes[outcome]}</Badge>;
}
