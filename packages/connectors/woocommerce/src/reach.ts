import { ConnectorFailure, correctionOfRedirect, type ConnectorContext } from '@koppel/connector-sdk';
import type { Reason } from '@koppel/contracts';
import { restUrl, shopAddress } from './auth.js';
import { isRecord } from './client.js';
import { failure, reason } from './reasons.js';

/**
 * Finds the REST API at the address of the connection.
 *
 * @throws ConnectorFailure that says what stands there instead, with the right address where the site itself tells it
 */
export async function reachShop(context: ConnectorContext): Promise<Reason> {
  try {
    const { printedBefore: printed, hasByteOrderMark } = await context.http.request({ method: 'GET', url: '' });
    if (printed) return reason('woocommerce.reached_with_output', { printed });
    return reason(hasByteOrderMark ? 'woocommerce.reached_with_mark' : 'woocommerce.reached');
  } catch (error: unknown) {
    if (!(error instanceof ConnectorFailure)) throw error;
    // A refusal in words of WordPress comes from the shop: the next step tells what it refuses.
    if (error.failureClass === 'permission' && (error.status === 401 || error.status === 403))
      return reason('woocommerce.reached');
    if (error.redirectedTo !== undefined) throw redirected(context, error);
    throw error.status === 404 ? await whatElse(context, error) : error;
  }
}

/** The shop sends on to another address, which is offered where it can only be that of the same shop. */
export function redirected(context: ConnectorContext, cause: ConnectorFailure): ConnectorFailure {
  const { redirectedTo: target = '-', status } = cause;
  const here = String(context.fields['shopUrl']);
  const correction = correctionOfRedirect(cause, {
    field: 'shopUrl',
    here,
    addressOf: shopAddress,
    isApi: isRestAddress,
  });
  const options = { field: 'shopUrl', status, cause, redirectedTo: target, ...(correction && { correction }) };
  const advice = reason(correction ? 'woocommerce.correction_advice' : 'woocommerce.redirected_advice');
  return failure('permission', 'woocommerce.redirected', { target }, { ...options, advice });
}

const isRestAddress = (address: string): boolean => /\/wp-json(?:\/|$)/.test(address);

async function whatElse(context: ConnectorContext, cause: ConnectorFailure): Promise<ConnectorFailure> {
  const details = { field: 'shopUrl', status: 404, cause };
  const code = isRecord(cause.body) ? cause.body['code'] : undefined;
  if (code === 'rest_no_route') {
    const isOld = (await namespacesOf(context)).some((name) => /^wc\/v[12]$/.test(name));
    if (isOld)
      return failure(
        'permission',
        'woocommerce.too_old',
        {},
        { ...details, advice: reason('woocommerce.update_advice') },
      );
    const advice = reason('woocommerce.activate_advice');
    return failure('permission', 'woocommerce.without_woocommerce', {}, { ...details, advice });
  }
  const linked = await linkedApi(context);
  if (linked?.includes('rest_route=')) {
    const advice = reason('woocommerce.permalinks_advice');
    return failure('permission', 'woocommerce.plain_permalinks', {}, { ...details, advice });
  }
  const value = linked && isRestAddress(linked) ? shopAddress(linked) : undefined;
  if (value !== undefined && value !== shopAddress(String(context.fields['shopUrl']))) {
    const correction = { field: 'shopUrl', value };
    const advice = reason('woocommerce.correction_advice');
    return failure('permission', 'woocommerce.other_address', { address: value }, { ...details, correction, advice });
  }
  return failure('permission', 'woocommerce.without_rest_api', {}, details);
}

/** The APIs that the WordPress there has; `wc/v3` is that of WooCommerce since 3.5. */
async function namespacesOf(context: ConnectorContext): Promise<string[]> {
  const url = restUrl(context.fields, context.host).replace(/\/wc\/v3$/, '/');
  try {
    const { body } = await context.http.request({ method: 'GET', url });
    const names = isRecord(body) ? body['namespaces'] : undefined;
    return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
  } catch (error: unknown) {
    if (error instanceof ConnectorFailure) return [];
    throw error;
  }
}

/** WordPress names the address of its REST API in a header of every page. */
async function linkedApi(context: ConnectorContext): Promise<string | undefined> {
  const url = `${restUrl(context.fields, context.host).replace(/\/wp-json\/wc\/v3$/, '')}/`;
  try {
    const { headers } = await context.http.request({ method: 'GET', url, responseType: 'bytes' });
    return /<([^>]+)>;\s*rel="?https:\/\/api\.w\.org\/"?/.exec(headers['link'] ?? '')?.[1];
  } catch (error: unknown) {
    if (error instanceof ConnectorFailure) return undefined;
    throw error;
  }
}
