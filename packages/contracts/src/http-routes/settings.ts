import { httpAddresses } from '../http-addresses.js';
import * as settings from '../settings.js';
import { route } from './http-route.js';

export const routes = {
  listIntegrations: route({
    ...httpAddresses.listIntegrations,
    contract: settings.integrationList,
    summary: 'List integrations with their flows',
    tag: 'Integrations',
  }),
  createIntegration: route({
    ...httpAddresses.createIntegration,
    contract: settings.integrationCreate,
    summary: 'Create an integration of two connections',
    tag: 'Integrations',
  }),
  getIntegration: route({
    ...httpAddresses.getIntegration,
    contract: settings.integrationGet,
    summary: 'Get an integration',
    tag: 'Integrations',
  }),
  updateIntegration: route({
    ...httpAddresses.updateIntegration,
    contract: settings.integrationUpdate,
    summary: 'Rename an integration or choose its packages',
    tag: 'Integrations',
  }),
  deleteIntegration: route({
    ...httpAddresses.deleteIntegration,
    contract: settings.integrationDelete,
    summary: 'Delete an integration',
    tag: 'Integrations',
  }),
  getFlow: route({
    ...httpAddresses.getFlow,
    contract: settings.flowGet,
    summary: 'Get a flow with its settings',
    tag: 'Flows',
  }),
  updateFlow: route({
    ...httpAddresses.updateFlow,
    contract: settings.flowUpdate,
    summary: 'Change settings or schedule of a flow, enable or pause it',
    tag: 'Flows',
  }),
  listFlowVersions: route({
    ...httpAddresses.listFlowVersions,
    contract: settings.flowVersionList,
    summary: 'List who changed a flow, when, to what',
    tag: 'Flows',
  }),
  listPackageUpdates: route({
    ...httpAddresses.listPackageUpdates,
    contract: settings.packageUpdateList,
    summary: 'What newer packages would change in an integration',
    tag: 'Integrations',
  }),
  applyPackageUpdate: route({
    ...httpAddresses.applyPackageUpdate,
    contract: settings.packageUpdateApply,
    summary: 'Take over a newer package',
    tag: 'Integrations',
  }),
  listDrafts: route({
    ...httpAddresses.listDrafts,
    contract: settings.draftList,
    summary: 'List wizards that were begun and not finished',
    tag: 'Drafts',
  }),
  createDraft: route({
    ...httpAddresses.createDraft,
    contract: settings.draftCreate,
    summary: 'Begin a wizard',
    tag: 'Drafts',
  }),
  getDraft: route({
    ...httpAddresses.getDraft,
    contract: settings.draftGet,
    summary: 'Get a wizard that was begun',
    tag: 'Drafts',
  }),
  updateDraft: route({
    ...httpAddresses.updateDraft,
    contract: settings.draftUpdate,
    summary: 'Save how far a wizard has come',
    tag: 'Drafts',
  }),
  deleteDraft: route({
    ...httpAddresses.deleteDraft,
    contract: settings.draftDelete,
    summary: 'End a wizard',
    tag: 'Drafts',
  }),
} as const;
