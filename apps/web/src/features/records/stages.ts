import type { RecordOutcome } from '@koppel/contracts';

export type Stage = 'read' | 'mapped' | 'compared' | 'written';
export type StageState = 'done' | 'stopped' | 'not_needed' | 'not_reached';

interface Came {
  outcome: RecordOutcome;
  payloads: { canonical: unknown; target: unknown };
}

/** How far a record came in one attempt. Data that is no longer kept counts for nothing: the outcome says enough. */
export function stagesOf({ outcome, payloads }: Came): { stage: Stage; state: StageState }[] {
  const [mapped, compared, written] = statesOf({ outcome, payloads });
  return [
    { stage: 'read', state: 'done' },
    { stage: 'mapped', state: mapped },
    { stage: 'compared', state: compared },
    { stage: 'written', state: written },
  ];
}

function statesOf({ outcome, payloads }: Came): [StageState, StageState, StageState] {
  if (outcome === 'created' || outcome === 'updated') return ['done', 'done', 'done'];
  if (outcome === 'unchanged') return ['done', 'done', 'not_needed'];
  const isMapped = payloads.canonical !== null;
  const hasForm = payloads.target !== null;
  if (!isMapped && !hasForm) return ['stopped', 'not_reached', 'not_reached'];
  if (!hasForm || outcome === 'filtered') return ['done', 'stopped', 'not_reached'];
  return ['done', 'done', 'stopped'];
}
