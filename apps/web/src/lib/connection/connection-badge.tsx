import type { ConnectionState } from '@koppel/contracts';
import { Badge } from '@koppel/ui';
import { stateWords } from './texts.js';

export function ConnectionBadge({ state }: { state: ConnectionState }) {
  return <Badge tone={stateWords[state].tone}>{stateWords[state].label}</Badge>;
}
