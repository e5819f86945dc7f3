import { LivingWooCommerce } from './lib/living-woocommerce.js';
import { describeOrderLife } from './lib/order-life.js';

describeOrderLife({
  shop: 'WooCommerce',
  start: () => Promise.resolve(new LivingWooCommerce()),
  documentType: 'sales_order',
  settings: {},
  leaseMs: 2_000,
  seed: 1,
});
