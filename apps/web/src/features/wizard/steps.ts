import type { Connection, Draft, Integration, Package } from '@koppel/contracts';
import type { FetchQueryOptions, QueryClient, QueryKey } from '@tanstack/react-query';
import { packagesQuery } from '../../entities/application/application.js';
import { findDefinition } from '../../entities/flow/flow-definition.js';
import { areSettingsValid } from '../../entities/flow/flow-values.js';
import { ProblemError } from '../../shared/api/problem.js';
import { apiQuery } from '../../shared/api/queries.js';

export const stepIds = ['welcome', 'applications', 'packages', 'settings', 'finish'] as const;
export type StepId = Draft['step'];

/** State of the setup so far, read from the server. */
export interface WizardFacts {
  connections: (Pick<Connection, 'id' | 'state'> | undefined)[];
  integration: Pick<Integration, 'connectionIds' | 'flows'> | undefined;
  /** Those offered for the two connections. */
  packages: Package[];
}

/** Why a step cannot be opened, and the step that fixes it. */
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

/** A flow whose package is no longer offered keeps its settings. */
function areAllValid({ integration, packages }: WizardFacts): boolean {
  return (integration?.flows ?? []).every((flow) => {
    const definition = findDefinition(packages, flow);
    return !definition || areSettingsValid(definition, flow);
  });
}

export interface StepState {
  id: StepId;
  state: 'done' | 'current' | 'upcoming';
  /** Steps link back only; forward is Next, which saves first. */
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

/** The draft with this id; undefined when it no longer exists. */
export async function findDraft(queryClient: QueryClient, draftId: string): Promise<Draft | undefined> {
  try {
    return await queryClient.ensureQueryData(apiQuery('getDraft', { draftId }));
  } catch (error: unknown) {
    if (error instanceof ProblemError && error.code === 'draft.not_found') return undefined;
    throw error;
  }
}

/** The facts of a draft. */
export async function loadFacts(queryClient: QueryClient, draft: Draft): Promise<WizardFacts> {
  const { items } = await newest(queryClient, apiQuery('listConnections', {}));
  const connections = draft.connectionIds.map((wanted) => items.find(({ id }) => id === wanted));
  const { integrationId } = draft;
  const integration = integrationId
    ? await newest(queryClient, apiQuery('getIntegration', { integrationId }))
    : undefined;
  return { connections, integration, packages: integration ? await packagesOf(queryClient, connections) : [] };
}

async function packagesOf(queryClient: QueryClient, connections: (Connection | undefined)[]) {
  const [one, other] = connections;
  if (!one || !other) return [];
  return (await newest(queryClient, packagesQuery([one.applicationId, other.applicationId]))).items;
}

/** Fresh data, or cached data when the server is unreachable, so that going back still works. */
async function newest<Data, Key extends QueryKey>(
  queryClient: QueryClient,
  query: FetchQueryOptions<Data, ProblemError, Data, Key>,
): Promise<Data> {
  try {
    return await queryClient.fetchQuery(query);
  } catch (error: unknown) {
    const known = queryClient.getQueryData<Data>(query.queryKey);
    if (known === undefined) throw error;
    return known;
  }
}
