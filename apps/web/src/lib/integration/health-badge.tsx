import { Badge } from '@koppel/ui';
import type { Health } from './health.js';
import { healthWords } from './texts.js';

export function HealthBadge({ level }: { level: Health['level'] }) {
  return <Badge tone={healthWords[level].tone}>{healthWords[level].label}</Badge>;
}
