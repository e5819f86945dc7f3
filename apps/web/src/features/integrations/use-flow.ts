import type { Flow } from '@koppel/contracts';
import { findDefinition } from '../../lib/flow/flow-values.js';
import { useIntegration, useOfferedPackages } from './use-integration.js';

/** A flow of an integration and what the catalog says of it; undefined where that is not offered any more. */
export function useFlow({ integrationId, flowId }: { integrationId: string; flowId: string }) {
  const { overview } = useIntegration(integrationId);
  const packages = useOfferedPackages(integrationId);
  const flow: Flow | undefined = overview?.integration.flows.find(({ id }) => id === flowId);
  const definition = flow && packages.data ? findDefinition(packages.data.items, flow) : undefined;
  const endOf = (wanted: string | undefined) => overview?.connections.find(({ id }) => id === wanted);
  const source = endOf(flow?.sourceConnectionId);
  const target = endOf(flow?.targetConnectionId);
  return { flow, definition, packages, ends: source && target && { source, target } };
}
