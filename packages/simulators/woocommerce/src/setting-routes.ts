import { parseListQuery, selectPage, wholeList, type ListDefaults, type Page } from './collection.js';
import type { Input } from './input.js';
import { ok, pageOf, type Route } from './rest.js';
import { findSettingGroup } from './setting-options.js';
import { orderStatusNames, wooCommerceVersion, type PaymentMethod } from './shop-settings.js';
import type { Shop } from './shop.js';
import { found } from './woo-error.js';

/** What the shop is set up with: read only here, changed by `control.configure`. */
export function settingRoutes(shop: Shop): Route[] {
  const group = (name = '') =>
    found(findSettingGroup(shop.settings, name), 'rest_setting_setting_group_invalid', 'Invalid setting group.');
  const gateways = () => shop.settings.paymentMethods.map((method) => gatewayOf(shop, method));
  return [
    { method: 'get', path: '/taxes', handle: ({ query }) => pageOf(listTaxes(shop, query)) },
    { method: 'get', path: '/taxes/classes', handle: () => pageOf(wholeList(shop.settings.taxClasses)) },
    { method: 'get', path: '/reports/orders/totals', handle: () => ok(orderTotals(shop)) },
    { method: 'get', path: '/payment_gateways', handle: () => pageOf(wholeList(gateways())) },
    { method: 'get', path: '/coupons', handle: () => pageOf(wholeList(listCoupons(shop))) },
    { method: 'get', path: '/shipping/zones', handle: () => pageOf(wholeList(shippingZones)) },
    { method: 'get', path: '/shipping_methods', handle: () => pageOf(wholeList(shippingMethods)) },
    { method: 'get', path: '/data/currencies/current', handle: () => ok(currencyOf(shop)) },
    { method: 'get', path: '/system_status', handle: () => ok(systemStatus(shop)) },
    { method: 'get', path: '/settings/:group', handle: ({ params }) => ok(group(params.group)) },
    {
      method: 'get',
      path: '/settings/:group/:option',
      handle: ({ params }) => {
        const option = group(params.group).find((each) => each.id === params.option);
        return ok(found(option, 'rest_setting_setting_invalid', 'Invalid setting.'));
      },
    },
  ];
}

const shippingZones = [
  { id: 0, name: 'Locations not covered by your other zones', order: 0 },
  { id: 1, name: 'Overal', order: 0 },
];

const shippingMethods = [
  { id: 'flat_rate', title: 'Flat rate', description: '' },
  { id: 'free_shipping', title: 'Free shipping', description: '' },
  { id: 'local_pickup', title: 'Local pickup', description: '' },
  { id: 'pickup_location', title: 'Local pickup', description: '' },
];

/** The order statuses with their labels and counts. */
function orderTotals(shop: Shop) {
  return Object.entries(orderStatusNames(shop.settings)).map(([slug, name]) => ({
    slug,
    name,
    total: shop.orders.all().filter((order) => order.status === slug).length,
  }));
}

function gatewayOf(shop: Shop, method: PaymentMethod): unknown {
  const { id, title, methodTitle, isEnabled } = method;
  return {
    id,
    title,
    description: '',
    order: '',
    enabled: isEnabled,
    method_title: methodTitle,
    method_description: '',
    method_supports: ['products'],
    settings: gatewaySettings(method),
    needs_setup: false,
    post_install_scripts: [],
    settings_url: `${shop.siteUrl}/wp-admin/admin.php?page=wc-settings&tab=checkout&section=${id}`,
    connection_url: null,
    setup_help_text: null,
    required_settings_keys: [],
  };
}

function gatewaySettings({ id, title, methodTitle, instructions = '' }: PaymentMethod): Record<string, unknown> {
  const setting = (name: string, type: string, value: string, fallback = value) => ({
    [name]: { id: name, label: name, description: '', type, value, default: fallback, tip: '', placeholder: '' },
  });
  return {
    ...setting('title', 'safe_text', title, methodTitle),
    ...setting('instructions', 'textarea', instructions),
    ...(id === 'cod'
      ? { ...setting('enable_for_methods', 'multiselect', ''), ...setting('enable_for_virtual', 'checkbox', 'yes') }
      : {}),
  };
}

/** Newest first, with the orders that used each. */
function listCoupons(shop: Shop): unknown[] {
  const orders = shop.orders.all();
  return shop.settings.coupons
    .map(({ code, kind, amount }, index) => {
      const users = orders.filter((order) => order.coupon_lines.some((line) => line.code === code));
      return {
        id: index + 1,
        code,
        amount,
        status: 'publish',
        date_created: shop.opened.local,
        date_created_gmt: shop.opened.gmt,
        date_modified: shop.opened.local,
        date_modified_gmt: shop.opened.gmt,
        discount_type: kind,
        usage_count: users.length,
        used_by: users.map((order) => order.billing.email),
        ...withoutConditions,
      };
    })
    .reverse();
}

const withoutConditions = {
  description: '',
  date_expires: null,
  date_expires_gmt: null,
  individual_use: false,
  product_ids: [],
  excluded_product_ids: [],
  usage_limit: null,
  usage_limit_per_user: null,
  limit_usage_to_x_items: null,
  free_shipping: false,
  product_categories: [],
  excluded_product_categories: [],
  exclude_sale_items: false,
  minimum_amount: '0.00',
  maximum_amount: '0.00',
  email_restrictions: [],
  meta_data: [],
};

function listTaxes(shop: Shop, query: Input): Page<unknown> {
  const defaults: ListDefaults = { orderBy: 'order', order: 'asc', allowedOrderBy: ['id', 'order', 'priority'] };
  const taxClass = typeof query.class === 'string' ? query.class : undefined;
  return selectPage({
    table: shop.taxes,
    query: parseListQuery(query, defaults),
    sortKey: (rate) => (query.orderby === 'id' ? rate.id : query.orderby === 'priority' ? rate.priority : rate.order),
    matches: (rate) => taxClass === undefined || rate.class === taxClass,
  });
}

function currencyOf({ settings }: Shop): unknown {
  const name = new Intl.DisplayNames('en', { type: 'currency' }).of(settings.currency);
  const known: Readonly<Record<string, string>> = { EUR: '&euro;', GBP: '&pound;', USD: '&#36;' };
  return { code: settings.currency, name, symbol: known[settings.currency] ?? settings.currency };
}

function systemStatus(shop: Shop): unknown {
  return {
    environment: { version: wooCommerceVersion, wp_version: '7.0.4', default_timezone: 'UTC', simulator: true },
    settings: {
      api_enabled: true,
      currency: shop.settings.currency,
      taxonomies: {},
      number_of_decimals: 2,
      decimal_separator: '.',
      thousand_separator: ',',
    },
  };
}
