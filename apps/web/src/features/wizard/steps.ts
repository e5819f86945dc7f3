import type { WizardSearch } from './wizard.routes.js';

export const stepIds = ['welcome', 'applications', 'packages', 'settings', 'finish'] as const;
export type StepId = (typeof stepIds)[number];

export interface StepState {
  id: StepId;
  state: 'done' | 'current' | 'upcoming';
  /** Whether what the step needs is there, so that it can be gone to. */
  isReachable: boolean;
}

/** How each step stands while one is at `current`. */
export function stepStates(current: StepId, search: WizardSearch): StepState[] {
  const hasConnections = Boolean(search.first && search.second);
  const needs: Record<StepId, boolean> = {
    welcome: true,
    applications: true,
    packages: hasConnections,
    settings: hasConnections && Boolean(search.integration),
    finish: hasConnections && Boolean(search.integration),
  };
  const at = stepIds.indexOf(current);
  return stepIds.map((id, index) => ({
    id,
    state: index === at ? 'current' : index < at ? 'done' : 'upcoming',
    // Ahead of the current step only by Next, which saves first.
    isReachable: index < at && needs[id],
  }));
}
