import type { Fields } from '@koppel/connector-sdk';
import type {
  ApplicationId,
  Connection as ConnectionReply,
  ConnectionId,
  ConnectionState,
  OrganizationId,
  Reason,
} from '@koppel/contracts';

/** One configured application of one organization. Its secrets are at hand only sealed. */
export interface Connection {
  id: ConnectionId;
  organizationId: OrganizationId;
  applicationId: ApplicationId;
  displayTitle: string;
  state: ConnectionState;
  /** Why it needs attention, or what is to be watched. */
  reason: Reason | null;
  /** What to do, where the reason alone does not say it. */
  advice: Reason | null;
  fields: Fields;
  sealedSecrets: Record<string, string>;
  /** Counts every change of what is sent to the application as proof of identity. */
  credentialsVersion: number;
  /** How its credentials are shown to the application, as the last test found it, where the connector has several ways. */
  way: string | null;
  testedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
}

/** What happens to a connection. */
export type Happening =
  | { type: 'granted' }
  | { type: 'grant_refused'; reason: Reason; advice?: Reason }
  | { type: 'test_passed'; at: Date; way?: { chosen: string; isOther: boolean } }
  | { type: 'refused'; reason: Reason; advice?: Reason }
  | { type: 'renewal_troubled'; reason: Reason }
  | { type: 'renewed' }
  | { type: 'credentials_changed' }
  | { type: 'fields_changed'; isGranted: boolean };

type Changed = Pick<Connection, 'state' | 'reason'> &
  Partial<Pick<Connection, 'advice' | 'testedAt' | 'credentialsVersion' | 'way'>>;

function changeOf(connection: Connection, happening: Happening): Changed {
  const { state, reason, credentialsVersion } = connection;
  switch (happening.type) {
    case 'granted':
      return { state: 'authorized', reason: null };
    case 'grant_refused':
      // A connection that works keeps working: the refusal was of one more authorisation.
      return state === 'draft'
        ? { state, reason: happening.reason, advice: happening.advice ?? null }
        : { state, reason };
    case 'test_passed':
      return {
        state: 'ready',
        reason: null,
        testedAt: happening.at,
        ...(happening.way && { way: happening.way.chosen }),
        // Whoever holds the credentials of the old way gets others.
        ...(happening.way?.isOther && { credentialsVersion: credentialsVersion + 1 }),
      };
    case 'refused':
      return { state: 'needs_attention', reason: happening.reason, advice: happening.advice ?? null };
    case 'renewal_troubled':
      return state === 'needs_attention' ? { state, reason } : { state, reason: happening.reason };
    case 'renewed':
      return state === 'needs_attention' || state === 'draft' ? { state, reason } : { state, reason: null };
    case 'credentials_changed':
      return { state: 'draft', reason: null, credentialsVersion: credentialsVersion + 1, way: null };
    case 'fields_changed':
      return happening.isGranted ? { state: 'authorized', reason: null } : { state, reason };
  }
}

/** The connection after something happened to it; pure. */
export function after(connection: Connection, happening: Happening): Connection {
  const changed = changeOf(connection, happening);
  const isOtherReason = changed.reason !== connection.reason;
  return { ...connection, ...(isOtherReason && { advice: null }), ...changed };
}

/** What others may see: names of secrets, never their values. */
export function toReply(connection: Connection, account: string | undefined): ConnectionReply {
  const { id, applicationId, displayTitle, state, reason, advice, fields } = connection;
  return {
    id,
    applicationId,
    displayTitle,
    state,
    reason,
    ...(advice && { advice }),
    fields,
    secretsSet: Object.keys(connection.sealedSecrets).sort(),
    ...(account !== undefined && { account }),
    testedAt: connection.testedAt?.toISOString() ?? null,
    createdAt: connection.createdAt.toISOString(),
    updatedAt: connection.updatedAt.toISOString(),
  };
}
