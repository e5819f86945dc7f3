import { ConnectorFailure, type ConnectionCheck } from '@koppel/connector-sdk';
import { offeringAddress } from './address.js';
import { getList } from './client.js';
import { failure, reason } from './reasons.js';
import { loadShop } from './shop.js';

/** The first call reaches the shop and shows the key in one: what it says of the key belongs to the second step. */
export interface Findings {
  refusal?: ConnectorFailure;
}

const reach: ConnectionCheck<Findings> = {
  id: 'reach',
  title: reason('medusa.test_reach'),
  advice: reason('medusa.reach_advice'),
  async check(context, findings) {
    try {
      await getList(context, 'stores', { fields: 'id', limit: 1 });
    } catch (error: unknown) {
      if (!(error instanceof ConnectorFailure)) throw error;
      if (error.status === 404) {
        throw failure('permission', 'medusa.not_medusa', {}, { field: 'shopUrl', status: 404, cause: error });
      }
      if (error.failureClass !== 'permission' || (error.status !== 401 && error.status !== 403))
        throw offeringAddress(context, error);
      findings.refusal = error;
    }
    return reason('medusa.reached');
  },
};

const key: ConnectionCheck<Findings> = {
  id: 'key',
  title: reason('medusa.test_key'),
  advice: reason('medusa.key_advice'),
  check(_context, { refusal }) {
    return refusal ? Promise.reject(refusal) : Promise.resolve(reason('medusa.key_accepted'));
  },
};

const read: ConnectionCheck<Findings> = {
  id: 'read',
  title: reason('medusa.test_read'),
  advice: reason('medusa.read_advice'),
  async check(context) {
    await Promise.all([
      getList(context, 'product-variants', { fields: 'id,sku', limit: 1 }),
      getList(context, 'orders', { fields: 'id', limit: 1 }),
    ]);
    return reason('medusa.readable');
  },
};

const shop: ConnectionCheck<Findings> = {
  id: 'shop',
  title: reason('medusa.test_shop'),
  advice: reason('medusa.shop_advice'),
  async check(context) {
    const { currency, locations, taxInclusiveCurrencies } = await loadShop(context);
    const [location] = locations;
    if (!location) throw failure('value', 'medusa.no_stock_location');
    const params = { currency, location: location.name };
    const prices = taxInclusiveCurrencies.has(currency) ? 'medusa.prices_with_vat' : 'medusa.prices_without_vat';
    return reason(prices, params);
  },
};

/** Reaches the shop, checks the key, reads, and looks at currency and stock location. */
export const checks: readonly ConnectionCheck<Findings>[] = [reach, key, read, shop];
