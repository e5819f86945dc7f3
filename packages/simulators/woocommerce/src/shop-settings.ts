import type { TaxRate } from './records.js';

/** The options under WooCommerce > Settings. */
export interface ShopSettings {
  title: string;
  currency: string;
  /** ISO 3166 code of the shop's home country. */
  country: string;
  calculateTaxes: boolean;
  pricesIncludeTax: boolean;
  timeZone: string;
}

export const defaultSettings: ShopSettings = {
  title: 'Sandbox Gift Shop',
  currency: 'EUR',
  country: 'NL',
  calculateTaxes: true,
  pricesIncludeTax: false,
  timeZone: 'Europe/Amsterdam',
};

export interface SettingOption {
  id: string;
  label: string;
  description: string;
  type: string;
  default: string;
  value: string;
  group_id: string;
}

function option(
  id: string,
  group: string,
  label: string,
  value: string,
  fallback: string,
  type = 'text',
): SettingOption {
  return { id, label, description: '', type, default: fallback, value, group_id: group };
}

const yesNo = (value: boolean): string => (value ? 'yes' : 'no');

/** The options of one settings group, or undefined when there is no such group. */
export function findSettingGroup(settings: ShopSettings, group: string): SettingOption[] | undefined {
  if (group === 'general') {
    return [
      option('woocommerce_default_country', group, 'Country / State', settings.country, 'US:CA', 'select'),
      option('woocommerce_calc_taxes', group, 'Enable taxes', yesNo(settings.calculateTaxes), 'no', 'checkbox'),
      option('woocommerce_enable_coupons', group, 'Enable coupons', 'yes', 'yes', 'checkbox'),
      option('woocommerce_currency', group, 'Currency', settings.currency, 'USD', 'select'),
      option('woocommerce_price_num_decimals', group, 'Number of decimals', '2', '2', 'number'),
    ];
  }
  if (group === 'tax') {
    return [
      option(
        'woocommerce_prices_include_tax',
        group,
        'Prices entered with tax',
        yesNo(settings.pricesIncludeTax),
        'no',
        'radio',
      ),
      option('woocommerce_tax_based_on', group, 'Calculate tax based on', 'shipping', 'shipping', 'select'),
      option('woocommerce_tax_round_at_subtotal', group, 'Rounding', 'no', 'no', 'checkbox'),
    ];
  }
  return undefined;
}

const standardRates: readonly (readonly [country: string, rate: string])[] = [
  ['NL', '21'], ['BE', '21'], ['DE', '19'], ['FR', '20'], ['IE', '23'], ['ES', '21'], ['PT', '23'], ['IT', '22'],
  ['DK', '25'], ['LT', '21'], ['PL', '23'], ['SE', '25'], ['FI', '25.5'], ['AT', '20'],
]; // prettier-ignore

/** Dutch rates and the standard rates of other EU countries. */
export function createTaxRates(): TaxRate[] {
  const wanted = [
    ...standardRates.map(([country, rate]) => ({ country, rate, class: 'standard', name: `${rate}% VAT` })),
    { country: 'NL', rate: '9', class: 'reduced-rate', name: '9% VAT' },
    { country: 'NL', rate: '0', class: 'zero-rate', name: '0% VAT' },
  ];
  return wanted.map((each, index) => ({
    id: index + 1,
    country: each.country,
    state: '',
    postcode: '',
    city: '',
    postcodes: [],
    cities: [],
    rate: withFourDecimals(each.rate),
    name: each.name,
    priority: 1,
    compound: false,
    shipping: true,
    order: index,
    class: each.class,
  }));
}

function withFourDecimals(rate: string): string {
  const [whole = '0', fraction = ''] = rate.split('.');
  return `${whole}.${fraction.padEnd(4, '0')}`;
}

export const taxClasses = [
  { slug: 'standard', name: 'Standard rate' },
  { slug: 'reduced-rate', name: 'Reduced rate' },
  { slug: 'zero-rate', name: 'Zero rate' },
];

export const paymentGateways = [
  { id: 'bacs', title: 'Direct bank transfer', enabled: true },
  { id: 'ideal', title: 'iDEAL', enabled: true },
  { id: 'cheque', title: 'Check payments', enabled: false },
  { id: 'cod', title: 'Cash on delivery', enabled: false },
].map((gateway, order) => ({
  ...gateway,
  description: '',
  order,
  method_title: gateway.title,
  method_description: '',
  method_supports: ['products'],
  settings: {},
}));

/** Order statuses with their labels; WooCommerce Blocks adds the draft of an unfinished checkout. */
export const orderStatusNames: Readonly<Record<string, string>> = {
  pending: 'Pending payment',
  processing: 'Processing',
  'on-hold': 'On hold',
  completed: 'Completed',
  cancelled: 'Cancelled',
  refunded: 'Refunded',
  failed: 'Failed',
  'checkout-draft': 'Draft',
};
