import { operations, type OperationId, type RequestOf } from '@koppel/contracts';
import type { Ids } from './two-organizations.js';

/** What a request holds beside ids. */
export interface Sender {
  /** Of whoever sends it. */
  password: string;
  /** An address on this machine. */
  url: string;
}

type RequestsOf<Id extends OperationId> = (ids: Ids, sender: Sender) => RequestOf<(typeof operations)[Id]>[];

const byConnection = ({ connectionId }: Ids) => [{ connectionId }];
const byIntegration = ({ integrationId }: Ids) => [{ integrationId }];
const byFlow = ({ flowId }: Ids) => [{ flowId }];
const byRun = ({ runId }: Ids) => [{ runId }];
const byIssue = ({ issueId }: Ids) => [{ issueId }];
const bySelection = ({ issueId, causeId }: Ids) => [{ selection: { issueIds: [issueId] } }, { selection: { causeId } }];
const byRecord = ({ flowId, sourceKey }: Ids) => [{ flowId, entity: 'order' as const, sourceKey }];
const byDraft = ({ draftId }: Ids) => [{ draftId }];
const byWebhook = ({ webhookId }: Ids) => [{ webhookId }];
const byDelivery = ({ deliveryId }: Ids) => [{ deliveryId }];
const applicationId = 'woocommerce';
const nothing = () => [{}];

/**
 * For each operation of the API, requests that name what somebody has wherever an id can stand. Who adds an operation adds its line:
 * it is then tried with each role and with the ids of another organization.
 */
export const operationRequests: { [Id in OperationId]: RequestsOf<Id> } = {
  listApiKeys: nothing,
  createApiKey: (_ids, { password }) => [{ name: 'Probe', scopes: ['read'], password }],
  revokeApiKey: ({ apiKeyId }) => [{ apiKeyId }],

  listAuditEntries: ({ userId }) => [{ actorId: userId }],
  verifyAuditLog: nothing,

  listApplications: nothing,
  getApplication: () => [{ applicationId }],
  getManual: () => [{ applicationId }],
  listPackages: () => [{ applicationIds: [applicationId, 'exact-online'] }],

  createConnection: (_ids, { url }) => [
    { applicationId, displayTitle: 'Probe', fields: { shopUrl: url, consumerKey: 'ck_x', consumerSecret: 'cs_x' } },
  ],
  listConnections: nothing,
  getConnection: byConnection,
  updateConnection: ({ connectionId }) => [{ connectionId, displayTitle: 'Probe' }],
  deleteConnection: byConnection,
  testConnection: byConnection,
  getKeyApproval: () => [{ applicationId }],
  getAuthorization: ({ connectionId, authorizationId }) => [{ connectionId, attemptId: authorizationId }],
  listChoices: ({ connectionId }) => [{ connectionId, kind: 'warehouses' }],
  getProposal: ({ connectionId, otherConnectionId }) => [
    { connectionId, kind: 'vat_codes', keyConnectionId: otherConnectionId, keyKind: 'vat_rates' },
  ],

  startRun: byFlow,
  getRun: byRun,
  listRuns: ({ flowId, integrationId }) => [{ flowId }, { integrationId }],
  cancelRun: byRun,
  listIssues: ({ flowId, runId, integrationId, causeId }) => [{ flowId }, { runId }, { integrationId }, { causeId }],
  getIssue: byIssue,
  retryIssue: byIssue,
  linkIssue: byIssue,
  skipIssue: byIssue,
  listIssueCauses: ({ flowId, integrationId }) => [{ flowId }, { integrationId }],
  editIssue: ({ issueId }) => [{ issueId, payload: { id: 1 } }],
  retryIssues: bySelection,
  skipIssues: bySelection,
  listRunLog: byRun,

  getNotificationPreferences: nothing,
  updateNotificationPreferences: () => [
    { topics: ['connections'], timeZone: 'Europe/Amsterdam', quietHours: null, digestAt: null },
  ],
  listNotifications: nothing,

  listOrganizationSummaries: nothing,

  getPreview: ({ previewId }) => [{ runId: previewId }],

  listRecordLinks: byFlow,
  listFlowSummaries: ({ flowId }) => [{ flowIds: [flowId] }],
  getFlowHook: byFlow,
  reissueFlowHook: byFlow,
  searchRecords: ({ flowId, integrationId }) => [{ flowId }, { integrationId }],
  getRecord: byRecord,
  unlinkRecord: byRecord,
  deliverRecord: byRecord,
  getRecordAttempt: ({ attemptId }) => [{ attemptId }],
  listRunRecords: byRun,

  createIntegration: ({ connectionId, otherConnectionId }) => [
    { title: 'Probe', connectionIds: [connectionId, otherConnectionId], packageIds: [] },
  ],
  listIntegrations: byConnection,
  getIntegration: byIntegration,
  updateIntegration: ({ integrationId }) => [{ integrationId, title: 'Probe' }],
  deleteIntegration: byIntegration,
  getFlow: byFlow,
  checkFlow: byFlow,
  updateFlow: ({ flowId }) => [{ flowId, version: 1, isEnabled: true }],
  listFlowVersions: byFlow,
  listPackageUpdates: byIntegration,
  applyPackageUpdate: ({ integrationId }) => [{ integrationId, packageId: 'orders-and-customers' }],
  listDrafts: nothing,
  createDraft: nothing,
  getDraft: byDraft,
  updateDraft: ({ draftId, connectionId, otherConnectionId, integrationId }) => [
    { draftId, connectionIds: [connectionId, otherConnectionId], integrationId },
  ],
  deleteDraft: byDraft,

  getSignInRules: nothing,
  changeSignInRules: (_ids, { password }) => [{ isSecondFactorRequired: false, password }],

  getStatistics: byIntegration,
  listBudgets: nothing,

  listWebhooks: nothing,
  createWebhook: (_ids, { url }) => [{ url, description: 'Probe', eventTypes: ['flows.v1.run.failed'] }],
  updateWebhook: ({ webhookId }) => [{ webhookId, description: 'Probe' }],
  deleteWebhook: byWebhook,
  rotateWebhookSecret: byWebhook,
  testWebhook: byWebhook,
  listWebhookDeliveries: byWebhook,
  getWebhookDelivery: byDelivery,
  resendWebhookDelivery: byDelivery,
  resendDeadWebhookDeliveries: byWebhook,
};

export const operationIds = Object.keys(operationRequests) as OperationId[];

/** The requests of an operation, without the types that tell it from others. */
export function requestsOf(operationId: OperationId, ids: Ids, sender: Sender): object[] {
  return operationRequests[operationId](ids, sender);
}

type Path = readonly (string | number)[];

/**
 * Requests in which one id after the other is somebody else's and all others are one's own; none where nothing in a request is an id.
 * Beside each, the same with an id that nobody has.
 */
export function foreignRequests(
  operationId: OperationId,
  { own, foreign, nobody }: Record<'own' | 'foreign' | 'nobody', Ids>,
  sender: Sender,
): { theirs: object; nobodys: object }[] {
  const [owns, foreigns, nobodys] = [own, foreign, nobody].map((ids) => requestsOf(operationId, ids, sender));
  return (owns ?? []).flatMap((request, index) => {
    const theirs = foreigns?.[index] ?? {};
    const none = nobodys?.[index] ?? {};
    return differences(request, theirs).map((path) => ({
      theirs: withValue(request, path, valueAt(theirs, path)),
      nobodys: withValue(request, path, valueAt(none, path)),
    }));
  });
}

/** Where two values of the same shape have different texts. */
function differences(one: unknown, other: unknown, path: Path = []): Path[] {
  if (typeof one !== 'object' || one === null) return one === other ? [] : [path];
  return Object.entries(one).flatMap(([key, inner]) =>
    differences(inner, (other as Record<string, unknown>)[key], [...path, key]),
  );
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)[key], value);
}

function withValue(request: object, path: Path, value: unknown): object {
  const copy = structuredClone(request);
  const parent = valueAt(copy, path.slice(0, -1)) as Record<string | number, unknown>;
  parent[path.at(-1) ?? ''] = value;
  return copy;
}

/** An answer without what differs each time: ids and times. Two answers that say the same are then equal. */
export function shapeOf(answer: string): string {
  return answer
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>')
    .replaceAll(/\b[0-9a-f]{32}\b/g, '<cause>')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>');
}
