import type { ConnectionCheck } from '@koppel/connector-sdk';
import { reason } from './reasons.js';

/** Reads one article: that reaches the application and shows the key at once. */
const read: ConnectionCheck = {
  id: 'read',
  title: reason('acme_shop.read'),
  advice: reason('acme_shop.read_advice'),
  async check(context) {
    await context.http.request({ method: 'GET', url: 'products', query: { limit: 1 } });
    return reason('acme_shop.readable');
  },
};

export const checks: readonly ConnectionCheck[] = [read];
