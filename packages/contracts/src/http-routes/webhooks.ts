import { httpAddresses } from '../http-addresses.js';
import * as webhooks from '../webhooks.js';
import { route } from './http-route.js';

const tag = 'Webhooks';

export const routes = {
  listWebhooks: route({
    ...httpAddresses.listWebhooks,
    contract: webhooks.webhookList,
    summary: 'List webhooks',
    tag,
  }),
  createWebhook: route({
    ...httpAddresses.createWebhook,
    contract: webhooks.webhookCreate,
    summary: 'Create a webhook; its signing secret is shown this once',
    tag,
  }),
  updateWebhook: route({
    ...httpAddresses.updateWebhook,
    contract: webhooks.webhookUpdate,
    summary: 'Change, disable or enable a webhook',
    tag,
  }),
  deleteWebhook: route({
    ...httpAddresses.deleteWebhook,
    contract: webhooks.webhookDelete,
    summary: 'Delete a webhook with its deliveries',
    tag,
  }),
  rotateWebhookSecret: route({
    ...httpAddresses.rotateWebhookSecret,
    contract: webhooks.webhookRotateSecret,
    summary: 'Make a new signing secret; the one before is signed with for a day more',
    tag,
  }),
  testWebhook: route({
    ...httpAddresses.testWebhook,
    contract: webhooks.webhookTest,
    summary: 'Send a test event',
    tag,
  }),
  listWebhookDeliveries: route({
    ...httpAddresses.listWebhookDeliveries,
    contract: webhooks.webhookDeliveryList,
    summary: 'List the deliveries of a webhook, newest first',
    tag,
  }),
  getWebhookDelivery: route({
    ...httpAddresses.getWebhookDelivery,
    contract: webhooks.webhookDeliveryGet,
    summary: 'Get a delivery with its body and every attempt',
    tag,
  }),
  resendWebhookDelivery: route({
    ...httpAddresses.resendWebhookDelivery,
    contract: webhooks.webhookDeliveryResend,
    summary: 'Send a delivery again',
    tag,
  }),
  resendDeadWebhookDeliveries: route({
    ...httpAddresses.resendDeadWebhookDeliveries,
    contract: webhooks.webhookDeliveryResendDead,
    summary: 'Send every dead delivery of a webhook again',
    tag,
  }),
} as const;
