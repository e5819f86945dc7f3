import { Badge, type Tone } from '@koppel/ui';
import { CircleAlert, CircleCheck, CirclePause, TriangleAlert } from 'lucide-react';
import type { Health } from './health.js';
import { texts } from './texts.js';

const looks = {
  good: { tone: 'good', Icon: CircleCheck },
  attention: { tone: 'warning', Icon: TriangleAlert },
  trouble: { tone: 'danger', Icon: CircleAlert },
  paused: { tone: 'neutral', Icon: CirclePause },
} as const satisfies Record<Health['level'], { tone: Tone; Icon: unknown }>;

export function HealthBadge({ level }: { level: Health['level'] }) {
  const { tone, Icon } = looks[level];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden className="size-3.5" />
      {texts.health[level]}
    </Badge>
  );
}
