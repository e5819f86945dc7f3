import { defineConnector, ordersFromChoices, runChecks } from '@koppel/connector-sdk';
import { authentication, restUrl, wooCommerceFields } from './auth.js';
import { listOrderStatuses, listPaymentMethods, listTaxClasses, listVatNumberFields, listVatRates } from './choices.js';
import { isOwnRefusal } from './client.js';
import { checks } from './connection-test.js';
import { creditReader } from './credits.js';
import { hooks } from './hooks.js';
import { keyApproval } from './key-approval.js';
import { logoSvg } from './logo.js';
import { orderReader } from './orders.js';
import { paymentReader } from './payments.js';
import { priceWriter } from './prices.js';
import { productWriter } from './products.js';
import { reasons } from './reasons.js';
import { stockWriter } from './stock.js';
import { proposeShopTaxClasses } from './tax-classes.js';
import { dutch } from './texts.nl.js';

/** WooCommerce, the webshop of WordPress, by its REST API v3. */
export const woocommerce = defineConnector({
  id: 'woocommerce',
  name: 'WooCommerce',
  roles: ['shop', 'catalogue'],
  summary:
    'Webshops on WordPress: receives products, stock and prices, gives orders with their customers, and what was paid for them and given back.',
  logoSvg,
  manualUrl: new URL('../manual.md', import.meta.url),
  translations: { nl: dutch },
  reasons,
  fields: wooCommerceFields,
  authentication,
  keyApproval,
  // Keys and webhooks go by `wp_safe_remote_post`, whose `wp_http_validate_url` takes no other.
  callbackPorts: [80, 443, 8080],
  baseUrl: restUrl,
  // WooCommerce itself sets no limit; a shared host answers few calls at once.
  limits: () => ({ concurrency: 4 }),
  budgetKey: (fields) => restUrl(fields, {}),
  isOwnRefusal,
  test: (context) => runChecks(checks, context, undefined),
  choices: {
    order_statuses: listOrderStatuses,
    payment_methods: listPaymentMethods,
    tax_classes: listTaxClasses,
    vat_rates: listVatRates,
    vat_number_fields: listVatNumberFields,
    orders_from: ordersFromChoices(orderReader),
  },
  proposals: { tax_classes: proposeShopTaxClasses },
  hooks,
  readers: { order: orderReader, credit: creditReader, payment: paymentReader },
  writers: { product: productWriter, stock_level: stockWriter, price: priceWriter },
});
