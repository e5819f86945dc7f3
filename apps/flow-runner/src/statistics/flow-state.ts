/** How one scheduled flow stands. Times are seconds before now. */
export interface FlowState {
  flowId: string;
  organizationId: string;
  entity: string;
  /** Since the beginning of the last completed run: whatever changed at the source before it was dealt with. */
  lagSeconds: number;
  /** Since the cursor last moved, or a completed run last found that it need not move. */
  cursorAgeSeconds: number;
  /** Planned times since then. */
  missedIntervals: number;
}

export interface EntityState {
  entity: string;
  lagSeconds: number;
  cursorAgeSeconds: number;
  silentFlows: number;
}

/** So many planned times without a sign of life are silence. */
export const silentAfterIntervals = 3;
/** Flows that are named one by one: enough to act on, too few to fill a Prometheus. */
const maxNamed = 20;

/** What the flows of each kind of record have in common: the worst of them, and how many are silent. */
export function sumUpFlows(flows: readonly FlowState[]): EntityState[] {
  const states = new Map<string, EntityState>();
  for (const { entity, lagSeconds, cursorAgeSeconds, missedIntervals } of flows) {
    const known = states.get(entity) ?? { entity, lagSeconds: 0, cursorAgeSeconds: 0, silentFlows: 0 };
    states.set(entity, {
      entity,
      lagSeconds: Math.max(known.lagSeconds, lagSeconds),
      cursorAgeSeconds: Math.max(known.cursorAgeSeconds, cursorAgeSeconds),
      silentFlows: known.silentFlows + (missedIntervals >= silentAfterIntervals ? 1 : 0),
    });
  }
  return [...states.values()];
}

/** The flows that have been silent longest. */
export function silentFlows(flows: readonly FlowState[]): FlowState[] {
  return flows
    .filter(({ missedIntervals }) => missedIntervals >= silentAfterIntervals)
    .sort((one, other) => other.missedIntervals - one.missedIntervals)
    .slice(0, maxNamed);
}
