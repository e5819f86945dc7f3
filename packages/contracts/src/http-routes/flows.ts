import { httpAddresses } from '../http-addresses.js';
import * as flows from '../flows.js';
import { route } from './http-route.js';

export const routes = {
  listFlowSummaries: route({
    ...httpAddresses.listFlowSummaries,
    contract: flows.flowSummaryList,
    summary: 'Last and next run, issues and records of flows',
    tag: 'Flows',
  }),
  getFlowHook: route({
    ...httpAddresses.getFlowHook,
    contract: flows.flowHookGet,
    summary: 'The address that starts a run when an application calls it',
    tag: 'Flows',
  }),
  startRun: route({
    ...httpAddresses.startRun,
    contract: flows.runStart,
    summary: 'Run a flow now',
    tag: 'Runs',
  }),
  listRuns: route({
    ...httpAddresses.listRuns,
    contract: flows.runList,
    summary: 'List runs, newest first',
    tag: 'Runs',
  }),
  getRun: route({
    ...httpAddresses.getRun,
    contract: flows.runGet,
    summary: 'Get a run with its counts',
    tag: 'Runs',
  }),
  cancelRun: route({
    ...httpAddresses.cancelRun,
    contract: flows.runCancel,
    summary: 'Cancel a run after its current page',
    tag: 'Runs',
  }),
  listIssues: route({
    ...httpAddresses.listIssues,
    contract: flows.issueList,
    summary: 'List issues, newest first',
    tag: 'Issues',
  }),
  getIssue: route({
    ...httpAddresses.getIssue,
    contract: flows.issueGet,
    summary: 'Get an issue with its record',
    tag: 'Issues',
  }),
  retryIssue: route({
    ...httpAddresses.retryIssue,
    contract: flows.issueRetry,
    summary: 'Deliver the record of an issue alone',
    tag: 'Issues',
  }),
  skipIssue: route({
    ...httpAddresses.skipIssue,
    contract: flows.issueSkip,
    summary: 'Skip the record of an issue for good',
    tag: 'Issues',
  }),
  listRecordLinks: route({
    ...httpAddresses.listRecordLinks,
    contract: flows.recordLinkList,
    summary: 'Records of a flow and what they are at the target',
    tag: 'Records',
  }),
  listRunLog: route({
    ...httpAddresses.listRunLog,
    contract: flows.runLogList,
    summary: 'What happened in a run',
    tag: 'Runs',
  }),
  listIssueCauses: route({
    ...httpAddresses.listIssueCauses,
    contract: flows.issueCauseList,
    summary: 'Issues put together by cause',
    tag: 'Issues',
  }),
  editIssue: route({
    ...httpAddresses.editIssue,
    contract: flows.issueEdit,
    summary: 'Change the record of an issue',
    tag: 'Issues',
  }),
  retryIssues: route({
    ...httpAddresses.retryIssues,
    contract: flows.issueRetryMany,
    summary: 'Retry many issues',
    tag: 'Issues',
  }),
  skipIssues: route({
    ...httpAddresses.skipIssues,
    contract: flows.issueSkipMany,
    summary: 'Skip the records of many issues',
    tag: 'Issues',
  }),
} as const;
