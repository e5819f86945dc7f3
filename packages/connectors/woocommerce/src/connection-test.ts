import { ConnectorFailure, plainText, type ConnectionCheck, type ConnectorContext } from '@koppel/connector-sdk';
import { getList, isRecord } from './client.js';
import { getShopPricing } from './prices.js';
import { reachShop, redirected } from './reach.js';
import { failure, reason } from './reasons.js';
import { signIn } from './sign-in.js';

const reach: ConnectionCheck = {
  id: 'reach',
  title: reason('woocommerce.reach'),
  advice: reason('woocommerce.reach_advice'),
  check: reachShop,
};

const credentials: ConnectionCheck = {
  id: 'credentials',
  title: reason('woocommerce.credentials'),
  advice: reason('woocommerce.key_advice'),
  check: signIn,
};

const reading: ConnectionCheck = {
  id: 'read',
  title: reason('woocommerce.read'),
  advice: reason('woocommerce.read_advice'),
  async check(context) {
    const query = { per_page: 1, _fields: 'id', orderby: 'modified' };
    await refusing(context, 'woocommerce.unreadable', async () => {
      try {
        await getList(context, 'orders', query);
      } catch (error: unknown) {
        // Orders in the order of their last change came with WooCommerce 5.8.
        if (!(error instanceof ConnectorFailure) || error.status !== 400) throw error;
        throw failure(
          'permission',
          'woocommerce.too_old',
          {},
          { cause: error, advice: reason('woocommerce.update_advice') },
        );
      }
    });
    return reason('woocommerce.readable');
  },
};

const writing: ConnectionCheck = {
  id: 'write',
  title: reason('woocommerce.write'),
  advice: reason('woocommerce.write_advice'),
  async check(context) {
    await refusing(context, 'woocommerce.unwritable', async () => {
      try {
        // An empty batch is checked like any other, and changes nothing.
        await context.http.request({ method: 'POST', url: 'products/batch', body: {}, isRepeatable: true });
      } catch (error: unknown) {
        if (!(error instanceof ConnectorFailure) || error.reason.code !== 'http.blocked') throw error;
        const said = String(error.reason.params['said']);
        const details = { cause: error, status: error.status, advice: reason('woocommerce.writes_blocked_advice') };
        throw failure('intermittent', 'woocommerce.writes_blocked', { said }, details);
      }
    });
    return reason('woocommerce.writable');
  },
};

const settings: ConnectionCheck = {
  id: 'settings',
  title: reason('woocommerce.settings'),
  advice: reason('woocommerce.settings_advice'),
  async check(context: ConnectorContext) {
    const { currency, calculatesVat, pricesIncludeVat } = await refusing(context, 'woocommerce.settings_hidden', () =>
      getShopPricing(context),
    );
    if (!calculatesVat) return reason('woocommerce.prices_no_vat', { currency });
    return reason(pricesIncludeVat ? 'woocommerce.prices_with_vat' : 'woocommerce.prices_without_vat', { currency });
  },
};

/** From the address to the settings. */
export const checks: readonly ConnectionCheck[] = [reach, credentials, reading, writing, settings];

type Refusal = 'woocommerce.unreadable' | 'woocommerce.unwritable' | 'woocommerce.settings_hidden';

/** Says what a refusal means for this step; a plugin is quoted, and other failures keep their reason. */
async function refusing<Value>(
  context: ConnectorContext,
  code: Refusal,
  attempt: () => Promise<Value>,
): Promise<Value> {
  try {
    return await attempt();
  } catch (cause: unknown) {
    if (!(cause instanceof ConnectorFailure)) throw cause;
    if (cause.redirectedTo !== undefined) throw redirected(context, cause);
    if (cause.status !== 401 && cause.status !== 403) throw cause;
    if (cause.failureClass !== 'permission') throw cause;
    const { code: said, message } = isRecord(cause.body) ? cause.body : {};
    const details = { status: cause.status, cause };
    if (typeof said === 'string' && said.startsWith('woocommerce_')) throw failure('permission', code, {}, details);
    const advice = reason('woocommerce.api_locked_advice');
    const sentence = plainText(String(message ?? '')) || '-';
    throw failure('permission', 'woocommerce.api_locked', { said: sentence }, { ...details, advice });
  }
}
