import { type HealthLevel, healthLevels } from '../../entities/integration/health-level.js';
import type { IntegrationOverview } from '../../entities/integration/use-overview.js';

export interface IntegrationFilter {
  text?: string | undefined;
  health?: HealthLevel | undefined;
  sorting?: Sorting | undefined;
}

type Compared = Pick<IntegrationOverview, 'integration' | 'health' | 'connections' | 'applications'>;

const compare: Record<Sorting, (one: Compared, other: Compared) => number> = {
  health: (one, other) => healthLevels.indexOf(one.health.level) - healthLevels.indexOf(other.health.level),
  title: () => 0,
  newest: (one, other) => other.integration.createdAt.localeCompare(one.integration.createdAt),
};

/** The integrations that a filter leaves, in its order; equal ones by title. */
export function filterIntegrations<Item extends Compared>(items: Item[], filter: IntegrationFilter): Item[] {
  const words = (filter.text ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const by = compare[filter.sorting ?? 'health'];
  return items
    .filter((item) => !filter.health || item.health.level === filter.health)
    .filter((item) => words.every((word) => textOf(item).includes(word)))
    .sort((one, other) => by(one, other) || one.integration.title.localeCompare(other.integration.title));
}

function textOf({ integration, connections, applications }: Compared): string {
  return [
    integration.title,
    ...connections.map(({ displayTitle }) => displayTitle),
    ...applications.map(({ name }) => name),
  ]
    .join(' ')
    .toLowerCase();
}

/** The orders that integrations can be listed in. */
export const sortings = ['health', 'title', 'newest'] as const;
export type Sorting = (typeof sortings)[number];
