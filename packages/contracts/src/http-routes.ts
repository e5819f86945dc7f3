import * as catalog from './catalog.js';
import * as connections from './connections.js';
import type { Role } from './context.js';
import * as flows from './flows.js';
import type { Contract } from './message.js';
import * as settings from './settings.js';

export type HttpMethod = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** One operation of the public REST API: path parameters, query and body together are the contract's request. */
export interface HttpRoute<C extends Contract = Contract> {
  method: HttpMethod;
  /** Below `/api/v1`, parameters as `:name`. */
  path: string;
  contract: C;
  summary: string;
  tag: string;
  /** The least role that may call it. */
  role: Role;
}

function route<C extends Contract>(definition: HttpRoute<C>): HttpRoute<C> {
  return definition;
}

/** The public REST API, operation id → route. The gateway serves it, OpenAPI describes it, the web app calls it. */
export const httpRoutes = {
  listApplications: route({
    method: 'GET',
    path: '/applications',
    contract: catalog.applicationList,
    summary: 'List the applications that can be connected',
    tag: 'Catalog',
    role: 'viewer',
  }),
  getApplication: route({
    method: 'GET',
    path: '/applications/:applicationId',
    contract: catalog.applicationGet,
    summary: 'Get one application with the schema of its form',
    tag: 'Catalog',
    role: 'viewer',
  }),
  getManual: route({
    method: 'GET',
    path: '/applications/:applicationId/manual',
    contract: catalog.manualGet,
    summary: 'Get the manual of an application',
    tag: 'Catalog',
    role: 'viewer',
  }),
  listPackages: route({
    method: 'POST',
    path: '/packages/search',
    contract: catalog.packageList,
    summary: 'List the packages offered for a pair of applications',
    tag: 'Catalog',
    role: 'viewer',
  }),
  listConnections: route({
    method: 'GET',
    path: '/connections',
    contract: connections.connectionList,
    summary: 'List connections',
    tag: 'Connections',
    role: 'viewer',
  }),
  createConnection: route({
    method: 'POST',
    path: '/connections',
    contract: connections.connectionCreate,
    summary: 'Create a connection',
    tag: 'Connections',
    role: 'admin',
  }),
  getConnection: route({
    method: 'GET',
    path: '/connections/:connectionId',
    contract: connections.connectionGet,
    summary: 'Get a connection',
    tag: 'Connections',
    role: 'viewer',
  }),
  updateConnection: route({
    method: 'PATCH',
    path: '/connections/:connectionId',
    contract: connections.connectionUpdate,
    summary: 'Change a connection',
    tag: 'Connections',
    role: 'admin',
  }),
  deleteConnection: route({
    method: 'DELETE',
    path: '/connections/:connectionId',
    contract: connections.connectionDelete,
    summary: 'Delete a connection',
    tag: 'Connections',
    role: 'admin',
  }),
  testConnection: route({
    method: 'POST',
    path: '/connections/:connectionId/test',
    contract: connections.connectionTest,
    summary: 'Test a connection, step by step',
    tag: 'Connections',
    role: 'operator',
  }),
  listIntegrations: route({
    method: 'GET',
    path: '/integrations',
    contract: settings.integrationList,
    summary: 'List integrations with their flows',
    tag: 'Integrations',
    role: 'viewer',
  }),
  createIntegration: route({
    method: 'POST',
    path: '/integrations',
    contract: settings.integrationCreate,
    summary: 'Create an integration of two connections',
    tag: 'Integrations',
    role: 'admin',
  }),
  getIntegration: route({
    method: 'GET',
    path: '/integrations/:integrationId',
    contract: settings.integrationGet,
    summary: 'Get an integration',
    tag: 'Integrations',
    role: 'viewer',
  }),
  updateIntegration: route({
    method: 'PATCH',
    path: '/integrations/:integrationId',
    contract: settings.integrationUpdate,
    summary: 'Rename an integration or choose its packages',
    tag: 'Integrations',
    role: 'admin',
  }),
  deleteIntegration: route({
    method: 'DELETE',
    path: '/integrations/:integrationId',
    contract: settings.integrationDelete,
    summary: 'Delete an integration',
    tag: 'Integrations',
    role: 'admin',
  }),
  getFlow: route({
    method: 'GET',
    path: '/flows/:flowId',
    contract: settings.flowGet,
    summary: 'Get a flow with its settings',
    tag: 'Flows',
    role: 'viewer',
  }),
  updateFlow: route({
    method: 'PATCH',
    path: '/flows/:flowId',
    contract: settings.flowUpdate,
    summary: 'Change settings or schedule of a flow, enable or pause it',
    tag: 'Flows',
    role: 'admin',
  }),
  listFlowVersions: route({
    method: 'GET',
    path: '/flows/:flowId/versions',
    contract: settings.flowVersionList,
    summary: 'List who changed a flow, when, to what',
    tag: 'Flows',
    role: 'viewer',
  }),
  listFlowSummaries: route({
    method: 'POST',
    path: '/flow-summaries/search',
    contract: flows.flowSummaryList,
    summary: 'Last and next run, issues and records of flows',
    tag: 'Flows',
    role: 'viewer',
  }),
  getFlowHook: route({
    method: 'GET',
    path: '/flows/:flowId/hook',
    contract: flows.flowHookGet,
    summary: 'The address that starts a run when an application calls it',
    tag: 'Flows',
    role: 'admin',
  }),
  startRun: route({
    method: 'POST',
    path: '/flows/:flowId/runs',
    contract: flows.runStart,
    summary: 'Run a flow now',
    tag: 'Runs',
    role: 'operator',
  }),
  listRuns: route({
    method: 'GET',
    path: '/runs',
    contract: flows.runList,
    summary: 'List runs, newest first',
    tag: 'Runs',
    role: 'viewer',
  }),
  getRun: route({
    method: 'GET',
    path: '/runs/:runId',
    contract: flows.runGet,
    summary: 'Get a run with its counts',
    tag: 'Runs',
    role: 'viewer',
  }),
  cancelRun: route({
    method: 'POST',
    path: '/runs/:runId/cancel',
    contract: flows.runCancel,
    summary: 'Cancel a run after its current page',
    tag: 'Runs',
    role: 'operator',
  }),
  listIssues: route({
    method: 'GET',
    path: '/issues',
    contract: flows.issueList,
    summary: 'List issues, newest first',
    tag: 'Issues',
    role: 'viewer',
  }),
  getIssue: route({
    method: 'GET',
    path: '/issues/:issueId',
    contract: flows.issueGet,
    summary: 'Get an issue with its record',
    tag: 'Issues',
    role: 'viewer',
  }),
  retryIssue: route({
    method: 'POST',
    path: '/issues/:issueId/retry',
    contract: flows.issueRetry,
    summary: 'Deliver the record of an issue alone',
    tag: 'Issues',
    role: 'operator',
  }),
  skipIssue: route({
    method: 'POST',
    path: '/issues/:issueId/skip',
    contract: flows.issueSkip,
    summary: 'Skip the record of an issue for good',
    tag: 'Issues',
    role: 'operator',
  }),
  listRecordLinks: route({
    method: 'GET',
    path: '/record-links',
    contract: flows.recordLinkList,
    summary: 'Records of a flow and what they are at the target',
    tag: 'Records',
    role: 'viewer',
  }),
} as const;

export type OperationId = keyof typeof httpRoutes;
export const apiPrefix = '/api/v1';
