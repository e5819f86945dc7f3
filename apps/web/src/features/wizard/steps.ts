import type { Connection, Draft, Integration, Package } from '@koppel/contracts';
import { areSettingsValid, findDefinition } from '../../lib/flow/flow-values.js';

export const stepIds = ['welcome', 'applications', 'packages', 'settings', 'finish'] as const;
export type StepId = Draft['step'];

/** What there is so far, read from the server. */
export interface WizardFacts {
  connections: (Pick<Connection, 'id' | 'state'> | undefined)[];
  integration: Pick<Integration, 'connectionIds' | 'flows'> | undefined;
  /** Those offered for the two connections. */
  packages: Package[];
}

/** Why a step cannot be opened, and the step where that is mended. */
export interface StepBlock {
  goTo: StepId;
  why: 'connections' | 'packages' | 'settings';
}

/** What a step lacks; undefined when it can be opened. */
export function blockOf(step: StepId, facts: WizardFacts): StepBlock | undefined {
  const at = stepIds.indexOf(step);
  if (at >= stepIds.indexOf('packages') && !areConnected(facts)) return { goTo: 'applications', why: 'connections' };
  if (at >= stepIds.indexOf('settings') && !hasFlows(facts)) return { goTo: 'packages', why: 'packages' };
  if (step === 'finish' && !areAllValid(facts)) return { goTo: 'settings', why: 'settings' };
  return undefined;
}

function areConnected({ connections }: WizardFacts): boolean {
  return connections.length === 2 && connections.every((connection) => connection?.state === 'ready');
}

function hasFlows({ integration, connections }: WizardFacts): boolean {
  if (!integration || integration.flows.length === 0) return false;
  return connections.every((connection) => integration.connectionIds.some((id) => id === connection?.id));
}

/** A flow whose package is no longer offered goes on with the settings it has. */
function areAllValid({ integration, packages }: WizardFacts): boolean {
  return (integration?.flows ?? []).every((flow) => {
    const definition = findDefinition(packages, flow);
    return !definition || areSettingsValid(definition, flow);
  });
}

export interface StepState {
  id: StepId;
  state: 'done' | 'current' | 'upcoming';
  /** One goes back by the steps' names, and ahead only by Next, which saves first. */
  isReachable: boolean;
}

/** How each step stands while one is at `current`. */
export function stepStates(current: StepId): StepState[] {
  const at = stepIds.indexOf(current);
  return stepIds.map((id, index) => ({
    id,
    state: index === at ? 'current' : index < at ? 'done' : 'upcoming',
    isReachable: index < at,
  }));
}
