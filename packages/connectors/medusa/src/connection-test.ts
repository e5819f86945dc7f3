import { ConnectorFailure, type ConnectorContext } from '@koppel/connector-sdk';
import type { TestStep } from '@koppel/contracts';
import { getList } from './client.js';
import { reason } from './reasons.js';
import { loadShop } from './shop.js';

const steps = ['reach', 'key', 'read', 'shop'] as const;
type StepId = (typeof steps)[number];

async function check(context: ConnectorContext, passed: Map<StepId, string>): Promise<void> {
  await getList(context, 'stores', { fields: 'id', limit: 1 });
  passed.set('reach', reason('medusa.reached'));
  passed.set('key', reason('medusa.key_accepted'));
  await Promise.all([
    getList(context, 'product-variants', { fields: 'id,sku', limit: 1 }),
    getList(context, 'orders', { fields: 'id', limit: 1 }),
  ]);
  passed.set('read', reason('medusa.readable'));
  const { currency, locations, taxInclusiveCurrencies } = await loadShop(context);
  const [location] = locations;
  if (!location) throw new ConnectorFailure('value', reason('medusa.no_stock_location'));
  const params = { currency, location: location.name };
  const prices = taxInclusiveCurrencies.has(currency) ? 'medusa.prices_with_vat' : 'medusa.prices_without_vat';
  passed.set('shop', reason(prices, params));
}

/** Where a failure belongs: the first call reaches the shop and shows the key in one. */
function failedStep(failure: ConnectorFailure, passed: Map<StepId, string>): StepId {
  const next = steps.find((id) => !passed.has(id)) ?? 'shop';
  const isRefused = next === 'reach' && (failure.status === 401 || failure.status === 403);
  if (isRefused) passed.set('reach', reason('medusa.reached'));
  return isRefused ? 'key' : next;
}

/** Reaches the shop, checks the key, reads, and looks at currency and stock location; stops at the first failure. */
export async function testConnection(context: ConnectorContext): Promise<TestStep[]> {
  const passed = new Map<StepId, string>();
  let failed: { id: StepId; message: string } | undefined;
  try {
    await check(context, passed);
  } catch (error: unknown) {
    if (!(error instanceof ConnectorFailure)) throw error;
    const message = error.status === 404 ? reason('medusa.not_medusa') : error.message;
    failed = { id: failedStep(error, passed), message };
  }
  return steps.map((id) => {
    const title = reason(`medusa.test_${id}`);
    const message = passed.get(id);
    if (message !== undefined) return { id, title, status: 'passed', message };
    if (failed?.id !== id) return { id, title, status: 'skipped', message: reason('medusa.not_tried') };
    return { id, title, status: 'failed', message: failed.message, advice: reason(`medusa.${id}_advice`) };
  });
}
