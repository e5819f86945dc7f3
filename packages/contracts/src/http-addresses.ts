import type { Role } from './context.js';

export type HttpMethod = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** Where an operation of the REST API is called, and by whom. */
export interface HttpAddress {
  /** The file of `http-routes/` that has its schemas. */
  part: 'catalog' | 'connections' | 'flows' | 'previews' | 'records' | 'settings' | 'statistics' | 'webhooks';
  method: HttpMethod;
  /** Below `apiPrefix`, parameters as `:name`. */
  path: string;
  /** The least role that may call it. */
  role: Role;
}

export const apiPrefix = '/api/v1';

/** Operation id → address; apart from the schemas, so that a page can ask before it has them. */
export const httpAddresses = {
  listApplications: { part: 'catalog', method: 'GET', path: '/applications', role: 'viewer' },
  getApplication: { part: 'catalog', method: 'GET', path: '/applications/:applicationId', role: 'viewer' },
  getManual: { part: 'catalog', method: 'GET', path: '/applications/:applicationId/manual', role: 'viewer' },
  listPackages: { part: 'catalog', method: 'POST', path: '/packages/search', role: 'viewer' },
  listConnections: { part: 'connections', method: 'GET', path: '/connections', role: 'viewer' },
  createConnection: { part: 'connections', method: 'POST', path: '/connections', role: 'admin' },
  getConnection: { part: 'connections', method: 'GET', path: '/connections/:connectionId', role: 'viewer' },
  updateConnection: { part: 'connections', method: 'PATCH', path: '/connections/:connectionId', role: 'admin' },
  deleteConnection: { part: 'connections', method: 'DELETE', path: '/connections/:connectionId', role: 'admin' },
  testConnection: { part: 'connections', method: 'POST', path: '/connections/:connectionId/test', role: 'operator' },
  listIntegrations: { part: 'settings', method: 'GET', path: '/integrations', role: 'viewer' },
  createIntegration: { part: 'settings', method: 'POST', path: '/integrations', role: 'admin' },
  getIntegration: { part: 'settings', method: 'GET', path: '/integrations/:integrationId', role: 'viewer' },
  updateIntegration: { part: 'settings', method: 'PATCH', path: '/integrations/:integrationId', role: 'admin' },
  deleteIntegration: { part: 'settings', method: 'DELETE', path: '/integrations/:integrationId', role: 'admin' },
  getFlow: { part: 'settings', method: 'GET', path: '/flows/:flowId', role: 'viewer' },
  updateFlow: { part: 'settings', method: 'PATCH', path: '/flows/:flowId', role: 'admin' },
  listFlowVersions: { part: 'settings', method: 'GET', path: '/flows/:flowId/versions', role: 'viewer' },
  listFlowSummaries: { part: 'flows', method: 'POST', path: '/flow-summaries/search', role: 'viewer' },
  getFlowHook: { part: 'flows', method: 'GET', path: '/flows/:flowId/hook', role: 'admin' },
  startRun: { part: 'flows', method: 'POST', path: '/flows/:flowId/runs', role: 'operator' },
  listRuns: { part: 'flows', method: 'GET', path: '/runs', role: 'viewer' },
  getRun: { part: 'flows', method: 'GET', path: '/runs/:runId', role: 'viewer' },
  cancelRun: { part: 'flows', method: 'POST', path: '/runs/:runId/cancel', role: 'operator' },
  listIssues: { part: 'flows', method: 'GET', path: '/issues', role: 'viewer' },
  getIssue: { part: 'flows', method: 'GET', path: '/issues/:issueId', role: 'viewer' },
  retryIssue: { part: 'flows', method: 'POST', path: '/issues/:issueId/retry', role: 'operator' },
  skipIssue: { part: 'flows', method: 'POST', path: '/issues/:issueId/skip', role: 'operator' },
  listRecordLinks: { part: 'flows', method: 'GET', path: '/record-links', role: 'viewer' },
  listChoices: { part: 'connections', method: 'GET', path: '/connections/:connectionId/choices/:kind', role: 'viewer' },
  listPackageUpdates: {
    part: 'settings',
    method: 'GET',
    path: '/integrations/:integrationId/package-updates',
    role: 'viewer',
  },
  applyPackageUpdate: {
    part: 'settings',
    method: 'POST',
    path: '/integrations/:integrationId/package-updates/:packageId',
    role: 'admin',
  },
  listDrafts: { part: 'settings', method: 'GET', path: '/drafts', role: 'admin' },
  createDraft: { part: 'settings', method: 'POST', path: '/drafts', role: 'admin' },
  getDraft: { part: 'settings', method: 'GET', path: '/drafts/:draftId', role: 'admin' },
  updateDraft: { part: 'settings', method: 'PATCH', path: '/drafts/:draftId', role: 'admin' },
  deleteDraft: { part: 'settings', method: 'DELETE', path: '/drafts/:draftId', role: 'admin' },
  listRunLog: { part: 'flows', method: 'GET', path: '/runs/:runId/log', role: 'viewer' },
  listRunRecords: { part: 'records', method: 'GET', path: '/runs/:runId/records', role: 'viewer' },
  getPreview: { part: 'previews', method: 'GET', path: '/previews/:runId', role: 'viewer' },
  listIssueCauses: { part: 'flows', method: 'GET', path: '/issue-causes', role: 'viewer' },
  editIssue: { part: 'flows', method: 'PATCH', path: '/issues/:issueId', role: 'operator' },
  retryIssues: { part: 'flows', method: 'POST', path: '/issues/retry', role: 'operator' },
  skipIssues: { part: 'flows', method: 'POST', path: '/issues/skip', role: 'operator' },
  searchRecords: { part: 'records', method: 'GET', path: '/records', role: 'viewer' },
  getRecord: { part: 'records', method: 'POST', path: '/records/timeline', role: 'viewer' },
  getRecordAttempt: { part: 'records', method: 'GET', path: '/record-attempts/:attemptId', role: 'viewer' },
  getStatistics: { part: 'statistics', method: 'GET', path: '/statistics', role: 'viewer' },
  listBudgets: { part: 'statistics', method: 'GET', path: '/budgets', role: 'viewer' },
  listWebhooks: { part: 'webhooks', method: 'GET', path: '/webhooks', role: 'viewer' },
  createWebhook: { part: 'webhooks', method: 'POST', path: '/webhooks', role: 'admin' },
  updateWebhook: { part: 'webhooks', method: 'PATCH', path: '/webhooks/:webhookId', role: 'admin' },
  deleteWebhook: { part: 'webhooks', method: 'DELETE', path: '/webhooks/:webhookId', role: 'admin' },
  rotateWebhookSecret: { part: 'webhooks', method: 'POST', path: '/webhooks/:webhookId/secret', role: 'admin' },
  testWebhook: { part: 'webhooks', method: 'POST', path: '/webhooks/:webhookId/test', role: 'operator' },
  listWebhookDeliveries: { part: 'webhooks', method: 'GET', path: '/webhooks/:webhookId/deliveries', role: 'viewer' },
  getWebhookDelivery: { part: 'webhooks', method: 'GET', path: '/webhook-deliveries/:deliveryId', role: 'viewer' },
  resendWebhookDelivery: {
    part: 'webhooks',
    method: 'POST',
    path: '/webhook-deliveries/:deliveryId/resend',
    role: 'operator',
  },
  resendDeadWebhookDeliveries: {
    part: 'webhooks',
    method: 'POST',
    path: '/webhooks/:webhookId/resend-dead',
    role: 'operator',
  },
} as const satisfies Record<string, HttpAddress>;

export type OperationId = keyof typeof httpAddresses;
