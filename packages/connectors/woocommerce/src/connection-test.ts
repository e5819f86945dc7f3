import { ConnectorFailure, type ConnectionCheck, type ConnectorContext } from '@koppel/connector-sdk';
import { getList, isRecord } from './client.js';
import { getShopPricing } from './prices.js';
import { failure, reason } from './reasons.js';

const reach: ConnectionCheck = {
  id: 'reach',
  title: reason('woocommerce.reach'),
  advice: reason('woocommerce.reach_advice'),
  async check(context) {
    try {
      const { printedBefore: printed } = await context.http.request({ method: 'GET', url: '' });
      if (printed !== undefined) return reason('woocommerce.reached_with_output', { printed });
    } catch (error: unknown) {
      assertShopAnswered(error);
    }
    return reason('woocommerce.reached');
  },
};

/** A refusal in WooCommerce's own words comes from the shop: the next step tells what it refuses. */
function assertShopAnswered(error: unknown): void {
  if (!(error instanceof ConnectorFailure)) throw error;
  const isRefusal = error.status === 401 || error.status === 403;
  const code = isRecord(error.body) ? error.body['code'] : undefined;
  if (isRefusal && typeof code === 'string') return;
  if (error.status !== 404) throw error;
  const what = code === 'rest_no_route' ? 'woocommerce.without_woocommerce' : 'woocommerce.without_rest_api';
  throw failure('permission', what, {}, { field: 'shopUrl', cause: error });
}

const credentials: ConnectionCheck = {
  id: 'credentials',
  title: reason('woocommerce.credentials'),
  advice: reason('woocommerce.credentials_advice'),
  async check(context) {
    await refusing(getList(context, 'products', { per_page: 1, _fields: 'id' }), 'woocommerce.key_unknown');
    return reason('woocommerce.key_known');
  },
};

const reading: ConnectionCheck = {
  id: 'read',
  title: reason('woocommerce.read'),
  advice: reason('woocommerce.read_advice'),
  async check(context) {
    await refusing(getList(context, 'orders', { per_page: 1, _fields: 'id' }), 'woocommerce.unreadable');
    return reason('woocommerce.readable');
  },
};

const writing: ConnectionCheck = {
  id: 'write',
  title: reason('woocommerce.write'),
  advice: reason('woocommerce.write_advice'),
  async check(context) {
    // An empty batch is checked like any other, and changes nothing.
    const probe = context.http.request({ method: 'POST', url: 'products/batch', body: {}, isRepeatable: true });
    await refusing(probe, 'woocommerce.unwritable');
    return reason('woocommerce.writable');
  },
};

const settings: ConnectionCheck = {
  id: 'settings',
  title: reason('woocommerce.settings'),
  advice: reason('woocommerce.settings_advice'),
  async check(context: ConnectorContext) {
    const { currency, calculatesVat, pricesIncludeVat } = await refusing(
      getShopPricing(context),
      'woocommerce.settings_hidden',
    );
    if (!calculatesVat) return reason('woocommerce.prices_no_vat', { currency });
    return reason(pricesIncludeVat ? 'woocommerce.prices_with_vat' : 'woocommerce.prices_without_vat', { currency });
  },
};

/** From the address to the settings. */
export const checks: readonly ConnectionCheck[] = [reach, credentials, reading, writing, settings];

type Refusal =
  'woocommerce.key_unknown' | 'woocommerce.unreadable' | 'woocommerce.unwritable' | 'woocommerce.settings_hidden';

/** Says what a refusal means for this step; other failures keep their reason. */
async function refusing<Value>(attempt: Promise<Value>, code: Refusal): Promise<Value> {
  try {
    return await attempt;
  } catch (error: unknown) {
    if (!(error instanceof ConnectorFailure) || error.failureClass !== 'permission') throw error;
    throw failure('permission', code, {}, { status: error.status, cause: error });
  }
}
