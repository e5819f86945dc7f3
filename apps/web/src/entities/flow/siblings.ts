import type { Connection, Flow, Integration } from '@koppel/contracts';
import { useQuery } from '@tanstack/react-query';
import { apiQuery, wholeListQuery } from '../../shared/api/queries.js';
import type { FieldSpec } from '../../shared/schema-form/field-spec.js';
import { texts } from './texts.js';

const maxNamed = 5;

/** The integrations with another flow that writes the same kind of records to the same account, by any connection to it. */
export function siblingsOf(
  flow: Pick<Flow, 'id' | 'entity' | 'targetConnectionId'>,
  integrations: readonly Integration[],
  connections: readonly Connection[],
): Integration[] {
  const target = connections.find(({ id }) => id === flow.targetConnectionId);
  const isSameTarget = ({ targetConnectionId }: Flow): boolean => {
    if (targetConnectionId === flow.targetConnectionId) return true;
    const other = connections.find(({ id }) => id === targetConnectionId);
    return (
      other?.account !== undefined && other.account === target?.account && other.applicationId === target.applicationId
    );
  };
  const isSibling = (other: Flow) => other.id !== flow.id && other.entity === flow.entity && isSameTarget(other);
  return integrations.filter(({ flows }) => flows.some(isSibling));
}

/** The fields of a flow; what must differ from other flows to its account stands among the first, and says why. */
export function useDistinctSpecs(specs: FieldSpec[], flow: Flow): FieldSpec[] {
  const enabled = specs.some(({ isDistinct }) => isDistinct);
  const integrations = useQuery({ ...wholeListQuery('listIntegrations', {}), enabled });
  const connections = useQuery({ ...apiQuery('listConnections', {}), enabled });
  const siblings = siblingsOf(flow, integrations.data?.items ?? [], connections.data?.items ?? []);
  if (siblings.length === 0) return specs;
  const names = siblings.slice(0, maxNamed).map(({ title }) => `“${title}”`);
  if (siblings.length > maxNamed) names.push('…');
  const note = texts.distinct(texts.entities[flow.entity].many, names.join(', '));
  return specs.map((spec) =>
    spec.isDistinct ? { ...spec, isEssential: true, help: [note, spec.help].filter(Boolean).join(' ') } : spec,
  );
}
