import type { Application, Connection } from '@koppel/contracts';

/** The connections of one application. */
export interface ConnectionGroup {
  applicationId: string;
  /** Undefined where the catalog does not know it any more. */
  application: Application | undefined;
  connections: Connection[];
}

/** Connections by application, both by name; one that needs a person stands first in its group. */
export function groupConnections(connections: Connection[], applications: Application[]): ConnectionGroup[] {
  const groups = new Map<string, ConnectionGroup>();
  for (const connection of connections) {
    const { applicationId } = connection;
    const application = applications.find(({ id }) => id === applicationId);
    const group = groups.get(applicationId) ?? { applicationId, application, connections: [] };
    group.connections.push(connection);
    groups.set(applicationId, group);
  }
  const nameOf = ({ application, applicationId }: ConnectionGroup) => application?.name ?? applicationId;
  const rank = ({ state }: Connection) => (state === 'needs_attention' ? 0 : 1);
  return [...groups.values()]
    .map((group) => ({
      ...group,
      connections: group.connections.sort(
        (one, other) => rank(one) - rank(other) || one.displayTitle.localeCompare(other.displayTitle),
      ),
    }))
    .sort((one, other) => nameOf(one).localeCompare(nameOf(other)));
}
