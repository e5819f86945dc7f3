import type { OperationId } from './http-addresses.js';
import { routes as catalog } from './http-routes/catalog.js';
import { routes as connections } from './http-routes/connections.js';
import { routes as flows } from './http-routes/flows.js';
import { routes as previews } from './http-routes/previews.js';
import { routes as records } from './http-routes/records.js';
import { routes as settings } from './http-routes/settings.js';
import { routes as statistics } from './http-routes/statistics.js';
import { routes as webhooks } from './http-routes/webhooks.js';
import type { HttpRoute } from './http-routes/http-route.js';

/** The public REST API, operation id → route. The gateway serves it, OpenAPI describes it, the web app calls it. */
export const httpRoutes = {
  ...catalog,
  ...connections,
  ...flows,
  ...previews,
  ...records,
  ...settings,
  ...statistics,
  ...webhooks,
} as const satisfies Record<OperationId, HttpRoute>;
