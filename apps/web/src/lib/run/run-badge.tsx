import type { RunState } from '@koppel/contracts';
import { Badge, Spinner } from '@koppel/ui';
import { runStateWords } from './texts.js';

export function RunBadge({ state }: { state: RunState }) {
  const { label, tone } = runStateWords[state];
  return (
    <Badge tone={tone}>
      {state === 'running' && <Spinner />}
      {label}
    </Badge>
  );
}
