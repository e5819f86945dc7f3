import { httpAddresses, type HttpAddress, type HttpRoute, type OperationId } from '@koppel/contracts';

/** Each part is a file of its own and comes when it is needed: no page calls all operations. */
const parts: Record<HttpAddress['part'], () => Promise<{ routes: Record<string, HttpRoute> }>> = {
  catalog: () => import('@koppel/contracts/http-routes/catalog'),
  connections: () => import('@koppel/contracts/http-routes/connections'),
  flows: () => import('@koppel/contracts/http-routes/flows'),
  previews: () => import('@koppel/contracts/http-routes/previews'),
  records: () => import('@koppel/contracts/http-routes/records'),
  settings: () => import('@koppel/contracts/http-routes/settings'),
  statistics: () => import('@koppel/contracts/http-routes/statistics'),
  webhooks: () => import('@koppel/contracts/http-routes/webhooks'),
};

/** The schema of what an operation answers. */
export async function replySchema(operationId: OperationId): Promise<HttpRoute['contract']['reply']> {
  // A page asks for many things at once: fetching their schemas is work for moments of its own.
  await new Promise((resolve) => setTimeout(resolve));
  const { routes } = await parts[httpAddresses[operationId].part]();
  const route = routes[operationId];
  if (!route) throw new Error(`${operationId} stands in another part of the REST API than its address says`);
  return route.contract.reply;
}
