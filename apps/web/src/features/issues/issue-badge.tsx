import type { Issue } from '@koppel/contracts';
import { Badge } from '@koppel/ui';
import { issueStateTones, texts } from './texts.js';

export function IssueBadge({ state }: { state: Issue['state'] }) {
  return <Badge tone={issueStateTones[state]}>{texts.states[state]}</Badge>;
}
