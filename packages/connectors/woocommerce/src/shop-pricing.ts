import type { ConnectorContext } from '@koppel/connector-sdk';
import { getRecord } from './client.js';

/** How the shop reads a price. */
export interface ShopPricing {
  currency: string;
  pricesIncludeVat: boolean;
  calculatesVat: boolean;
}

const cacheKey = 'price:shop-pricing';

/** Asked once per run. */
export function getShopPricing(context: ConnectorContext): Promise<ShopPricing> {
  const known = context.cache.get(cacheKey) as Promise<ShopPricing> | undefined;
  if (known) return known;
  const asked = askShop(context);
  context.cache.set(cacheKey, asked);
  asked.catch(() => context.cache.delete(cacheKey));
  return asked;
}

async function askShop(context: ConnectorContext): Promise<ShopPricing> {
  const read = async (path: string): Promise<unknown> => (await getRecord(context, `settings/${path}`))['value'];
  const [currency, includeTax, calculate] = await Promise.all([
    read('general/woocommerce_currency'),
    read('tax/woocommerce_prices_include_tax'),
    read('general/woocommerce_calc_taxes'),
  ]);
  return { currency: String(currency), pricesIncludeVat: includeTax === 'yes', calculatesVat: calculate === 'yes' };
}
