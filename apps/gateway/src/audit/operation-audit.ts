import { roleSchema, type AuditAction, type AuditObjectKind, type MutatingOperationId } from '@koppel/contracts';

type Values = Readonly<Record<string, unknown>>;

/** How an operation is written down. */
export interface OperationAudit {
  kind: AuditObjectKind;
  /** Where it depends on what was asked, and on the reply, which is undefined for what was refused. */
  action: AuditAction | ((request: Values, reply: Values | undefined) => AuditAction);
}

const on = (kind: AuditObjectKind, action: OperationAudit['action']): OperationAudit => ({ kind, action });

/**
 * Every operation that may change something; null where it changes nothing that counts. The compiler asks for a new one.
 */
export const operationAudits: Record<MutatingOperationId, OperationAudit | null> = {
  createApiKey: on('api_key', 'api_key.created'),
  revokeApiKey: on('api_key', 'api_key.revoked'),
  changeSignInRules: on('organization', ({ isSecondFactorRequired: isRequired }) =>
    isRequired === true
      ? 'second_factor.required'
      : isRequired === false
        ? 'second_factor.made_optional'
        : 'organization.changed',
  ),
  createConnection: on('connection', 'connection.created'),
  updateConnection: on('connection', ({ fields }, reply) =>
    hasSecret(fields, reply) ? 'secret.changed' : 'connection.changed',
  ),
  deleteConnection: on('connection', 'connection.deleted'),
  testConnection: on('connection', 'connection.tested'),
  createIntegration: on('integration', 'integration.created'),
  updateIntegration: on('integration', 'integration.changed'),
  applyPackageUpdate: on('integration', 'integration.changed'),
  deleteIntegration: on('integration', 'integration.deleted'),
  updateFlow: on('flow', ({ isEnabled }) =>
    isEnabled === true ? 'flow.enabled' : isEnabled === false ? 'flow.paused' : 'flow.changed',
  ),
  reissueFlowHook: on('flow', 'flow.address_changed'),
  startRun: on('flow', 'run.started'),
  cancelRun: on('run', 'run.cancelled'),
  retryIssue: on('issue', 'issue.retried'),
  retryIssues: on('issue', 'issue.retried'),
  linkIssue: on('issue', 'issue.linked'),
  skipIssue: on('issue', 'issue.skipped'),
  skipIssues: on('issue', 'issue.skipped'),
  editIssue: on('issue', 'issue.edited'),
  unlinkRecord: on('record', 'record.unlinked'),
  deliverRecord: on('record', 'record.delivered_again'),
  createWebhook: on('webhook', 'webhook.created'),
  updateWebhook: on('webhook', ({ state }) =>
    state === 'enabled' ? 'webhook.enabled' : state === 'disabled' ? 'webhook.disabled' : 'webhook.changed',
  ),
  rotateWebhookSecret: on('webhook', 'secret.changed'),
  deleteWebhook: on('webhook', 'webhook.deleted'),
  testWebhook: on('webhook', 'webhook.tested'),
  resendWebhookDelivery: on('webhook_delivery', 'webhook.resent'),
  resendDeadWebhookDeliveries: on('webhook', 'webhook.resent'),
  createDraft: on('draft', 'draft.created'),
  deleteDraft: on('draft', 'draft.deleted'),
  // Saved at every field that is typed; what comes of it is an integration.
  updateDraft: null,
  // A person's own choice, of no consequence for others.
  updateNotificationPreferences: null,
  // These read, and are posts because of what they ask for.
  listPackages: null,
  listFlowSummaries: null,
  getRecord: null,
};

function hasSecret(fields: unknown, reply: Values | undefined): boolean {
  const secrets = reply?.['secretsSet'];
  return Array.isArray(secrets) && secrets.some((name: string) => Object.hasOwn(Object(fields) as object, name));
}

/** How requests and replies call an object, where that is not its kind. */
const names: Partial<Record<AuditObjectKind, string>> = { api_key: 'apiKey', webhook_delivery: 'delivery' };
const nameOf = (kind: AuditObjectKind): string => names[kind] ?? kind;
/** An id as Koppel and applications give them; what else is typed may be somebody's address. */
const plainId = /^[\w:-]{1,100}$/;

/** The id of what was acted on: from the request, else from the reply. */
export function objectIdOf(kind: AuditObjectKind, request: Values, reply: Values | undefined): string | null {
  if (kind === 'record') return recordIdOf(request);
  const made = Object(reply?.[nameOf(kind)]) as Values;
  const selection = Object(request['selection']) as Values;
  const candidates = [request[`${nameOf(kind)}Id`], selection['causeId'], made['id'], reply?.['id']];
  return plainIdOf(candidates.find((id) => id !== undefined));
}

/** `flow/entity/key`; without a key that may be an e-mail address. */
function recordIdOf({ flowId, entity, sourceKey }: Values): string | null {
  const [flow, kind] = [plainIdOf(flowId), plainIdOf(entity)];
  if (flow === null || kind === null) return null;
  const key = plainIdOf(sourceKey);
  return key === null ? `${flow}/${kind}` : `${flow}/${kind}/${key}`;
}

/** Null for what is no id. */
export function plainIdOf(id: unknown): string | null {
  return typeof id === 'string' && plainId.test(id) ? id : null;
}

/** What the organization itself named; titles of issues and records may hold names of its customers. */
const titled: ReadonlySet<AuditObjectKind> = new Set(['api_key', 'connection', 'integration', 'flow', 'webhook']);

export function titleOf(kind: AuditObjectKind, value: Values | undefined): string | null {
  if (!titled.has(kind)) return null;
  const named = Object(value?.[nameOf(kind)] ?? value) as Values;
  const title = named['displayTitle'] ?? named['title'] ?? named['name'] ?? named['description'];
  return typeof title === 'string' && title !== '' ? title : null;
}

/** What else is safe to write down: how many of them, which role, whose key with which scopes. */
export function detailOf(reply: Values | undefined): string | null {
  const { count, role, apiKey } = reply ?? {};
  if (typeof count === 'number') return String(count);
  const { owner, scopes } = Object(apiKey) as Values;
  if (typeof owner === 'string' && Array.isArray(scopes)) return [owner, ...(scopes as string[])].join(' ');
  return roleSchema.safeParse(role).data ?? null;
}
