import { webhookDeliveryStates } from '@koppel/contracts';
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { oneOf, searchReader } from '../../shared/page/search-params.js';
import { consoleRoute } from '../../shared/shell/console-route.js';

const webhooksRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/webhooks',
  component: lazyRouteComponent(() => import('./webhooks-page.js'), 'WebhooksPage'),
});

const newWebhookRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/webhooks/new',
  component: lazyRouteComponent(() => import('./new-webhook-page.js'), 'NewWebhookPage'),
});

const webhookRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/webhooks/$webhookId',
  validateSearch: searchReader({ state: oneOf(webhookDeliveryStates) }),
  component: lazyRouteComponent(() => import('./webhook-page.js'), 'WebhookPage'),
});

const deliveryRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/webhooks/$webhookId/deliveries/$deliveryId',
  component: lazyRouteComponent(() => import('./delivery-page.js'), 'DeliveryPage'),
});

export const webhookRoutes = [webhooksRoute, newWebhookRoute, webhookRoute, deliveryRoute] as const;
