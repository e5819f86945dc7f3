import type { Fields } from '@koppel/connector-sdk';
import type {
  ApplicationId,
  Connection as ConnectionReply,
  ConnectionId,
  ConnectionState,
  OrganizationId,
} from '@koppel/contracts';

/** One configured application of one organization. Its secrets are at hand only sealed. */
export interface Connection {
  id: ConnectionId;
  organizationId: OrganizationId;
  applicationId: ApplicationId;
  displayTitle: string;
  state: ConnectionState;
  /** What happened, what it means and what to do. */
  reason: string | null;
  fields: Fields;
  sealedSecrets: Record<string, string>;
  /** Counts every change of what is sent to the application as proof of identity. */
  credentialsVersion: number;
  testedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
}

/** What happens to a connection. */
export type Happening =
  | { type: 'granted' }
  | { type: 'grant_refused'; reason: string }
  | { type: 'test_passed'; at: Date }
  | { type: 'refused'; reason: string }
  | { type: 'renewal_troubled'; reason: string }
  | { type: 'renewed' }
  | { type: 'credentials_changed' }
  | { type: 'fields_changed'; isGranted: boolean };

type Changed = Pick<Connection, 'state' | 'reason'> & Partial<Pick<Connection, 'testedAt' | 'credentialsVersion'>>;

function changeOf(connection: Connection, happening: Happening): Changed {
  const { state, reason, credentialsVersion } = connection;
  switch (happening.type) {
    case 'granted':
      return { state: 'authorized', reason: null };
    case 'grant_refused':
      // A connection that works keeps working: the refusal was of one more authorisation.
      return state === 'draft' ? { state, reason: happening.reason } : { state, reason };
    case 'test_passed':
      return { state: 'ready', reason: null, testedAt: happening.at };
    case 'refused':
      return { state: 'needs_attention', reason: happening.reason };
    case 'renewal_troubled':
      return state === 'needs_attention' ? { state, reason } : { state, reason: happening.reason };
    case 'renewed':
      return state === 'needs_attention' || state === 'draft' ? { state, reason } : { state, reason: null };
    case 'credentials_changed':
      return { state: 'draft', reason: null, credentialsVersion: credentialsVersion + 1 };
    case 'fields_changed':
      return happening.isGranted ? { state: 'authorized', reason: null } : { state, reason };
  }
}

/** The connection after something happened to it; pure. */
export function after(connection: Connection, happening: Happening): Connection {
  return { ...connection, ...changeOf(connection, happening) };
}

/** What others may see: names of secrets, never their values. */
export function toReply(connection: Connection): ConnectionReply {
  const { id, applicationId, displayTitle, state, reason, fields } = connection;
  return {
    id,
    applicationId,
    displayTitle,
    state,
    reason,
    fields,
    secretsSet: Object.keys(connection.sealedSecrets).sort(),
    testedAt: connection.testedAt?.toISOString() ?? null,
    createdAt: connection.createdAt.toISOString(),
    updatedAt: connection.updatedAt.toISOString(),
  };
}
